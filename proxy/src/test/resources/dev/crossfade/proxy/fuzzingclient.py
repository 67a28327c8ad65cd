# Runs Autobahn's fuzzing client and writes its report. Python 2, in Jython.
#
# fuzzingclient.py REPORT CASES AGENT=URL...
#
# REPORT is a folder, CASES are patterns with commas in between, such as 1.*,9.1.1. The servers are
# tried one after the other, and the report knows each by its agent.
import sys

from autobahntestsuite import wstest  # first: it chooses how sockets are driven
from autobahntestsuite import fuzzing

report, cases = sys.argv[1:3]
servers = [dict(zip(("agent", "url"), server.split("=", 1))) for server in sys.argv[3:]]

# Pages for people take longer than many of the cases, and nobody looks at them.
write = fuzzing.FuzzingFactory.createReports
fuzzing.FuzzingFactory.createReports = lambda self: write(self, produceHtml=False)

wstest.start(
    {"mode": "fuzzingclient"},
    {
        # A fault is to be told by a close frame, not by a connection that breaks off.
        "options": {"failByDrop": False},
        "outdir": report,
        "servers": servers,
        "cases": cases.split(","),
        "exclude-cases": [],
        "exclude-agent-cases": {},
    },
)
