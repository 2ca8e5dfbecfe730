"""The report of a run for programs. Keys stay, values may be null; docs/reports.md tells what they mean."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from db.findings import Finding
from db.run_reports import PortalStory, RunStory
from db.runs import Run
from flows.run_report import WHAT_TO_DO, total_of, unusual
from flows.selection import knowledge_of
from transforms.records import Outcome


def run_json(run: Run) -> dict[str, Any]:
    """The run alone."""
    return {
        "run_id": run.run_id,
        "kind": run.kind,
        "state": run.state,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "duration_s": (run.finished_at - run.started_at).total_seconds() if run.finished_at else None,
        "parameters": dict(run.parameters),
        "error": run.error,
    }


def json_report(report: RunStory) -> dict[str, Any]:
    """The whole report, as values that JSON knows."""
    total = total_of(report)
    return {
        **run_json(report.run),
        "interrupted_before": list(report.interrupted_before),
        "total": {
            "listed": total.listed,
            "resumed": total.resumed,
            "outcomes": {outcome.value: count for outcome, count in total.outcomes.items()},
            "observations": total.observations,
            "requests": total.requests,
            "bytes": total.bytes,
        },
        "findings": [_finding(finding) for finding in report.findings],
        "portals": [_portal(portal) for portal in report.portals],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "portal": finding.portal,
        "rule": finding.rule,
        "since_run_id": finding.since_run_id,
        "message": finding.message,
        "todo": finding.todo,
        "measured": finding.measured,
        "expected_low": finding.expected_low,
        "expected_high": finding.expected_high,
        "failing": finding.failing,
        "evidence": dict(finding.evidence),
        "rows": [asdict(row) for row in finding.rows],
    }


def _portal(portal: PortalStory) -> dict[str, Any]:
    tally = portal.tally
    return {
        "portal": tally.portal,
        "knowledge": knowledge_of(tally.portal),
        "state": tally.state,
        "listed": tally.listed,
        "resumed": tally.resumed,
        "outcomes": {outcome.value: tally.outcomes.get(outcome, 0) for outcome in Outcome},
        "requests": tally.requests,
        "bytes": tally.bytes,
        "duration_s": tally.duration_s,
        "error": tally.error,
        "observations": dict(portal.observations),
        "rejections": [
            {
                "reason": refusal.reason,
                "count": refusal.count,
                "todo": WHAT_TO_DO.get(refusal.reason),
                "examples": [asdict(example) for example in refusal.examples],
            }
            for refusal in portal.refusals
        ],
        "waiting": asdict(portal.waiting) if portal.waiting else None,
        "usual": asdict(portal.usual) if portal.usual else None,
        "unusual": unusual(portal),
    }
