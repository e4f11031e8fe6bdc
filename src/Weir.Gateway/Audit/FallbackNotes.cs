using Weir.Dialects.Errors;
using Weir.Metering.Ledger;

namespace Weir.Gateway.Audit;

/// <summary>Notes that another target answered than the one that was asked first, counted by the minute.</summary>
internal sealed class FallbackNotes(AuditTally tally)
{
    /// <summary>Looks at a settled request. Costs a comparison where one target was asked.</summary>
    public void Note(UsageRecord record)
    {
        if (record.Attempts.Count < 2 || record.Error != ErrorKind.Unknown)
        {
            return;
        }

        foreach (var attempt in record.Attempts)
        {
            var from = $"{attempt.Connection}/{attempt.Model}";
            if (attempt.Error is not (ErrorKind.Unknown or ErrorKind.Cancelled) && from != record.ModelAnswered)
            {
                tally.Note(new AuditNote
                {
                    Kind = AuditKinds.Fallback,
                    Subject = $"{from} -> {record.ModelAnswered} ({attempt.Error.Code()})",
                    Actor = AuditActor.Gateway,
                    Before = AuditFacts.Of(("target", from), ("error", attempt.Error.Code()), ("status", attempt.Status)),
                    After = AuditFacts.Of(("target", record.ModelAnswered), ("request", record.Id)),
                });
                return;
            }
        }
    }
}
