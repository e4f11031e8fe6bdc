using System.Globalization;
using Weir.Gateway.Admin.Audit;
using Weir.Gateway.Audit;

namespace Weir.Gateway.Admin.Work.Audit;

/// <summary>Shows the audit log, and writes down what the admin operations did.</summary>
internal sealed class AuditWork(AuditLog log, AuditTable table)
{
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuestion question, int limit, CancellationToken cancellationToken)
    {
        if (question.Kind is { } kind && !AuditKinds.All.Contains(kind))
        {
            throw new AdminException(AdminProblem.Invalid($"The audit log has no kind \"{kind}\".", $"It has {string.Join(", ", AuditKinds.All)}."));
        }

        await log.FlushAsync(cancellationToken);
        var filter = new AuditFilter { Since = question.Since, Until = question.Until, Kind = question.Kind, Who = question.Who, Subject = question.Subject, Before = question.Before, After = question.After };
        return [.. (await table.ListAsync(filter, limit, cancellationToken)).Select(Entry)];
    }

    public async Task<AuditCheck> VerifyAsync(string? anchor, CancellationToken cancellationToken)
    {
        await log.FlushAsync(cancellationToken);
        var verdict = await table.VerifyAsync(anchor is null ? null : Anchor(anchor), cancellationToken);
        return new AuditCheck
        {
            Whole = verdict.Problem is null,
            Rows = verdict.Rows,
            Anchor = string.Create(CultureInfo.InvariantCulture, $"{verdict.LastNumber}:{verdict.LastHash}"),
            BrokenAt = verdict.BrokenAt,
            Problem = verdict.Problem,
        };
    }

    /// <summary>Does the work, then writes down what came of it. A refusal is not written down: nothing changed.</summary>
    public async Task<T> AfterAsync<T>(Task<T> work, Func<T, AuditNote?> note)
    {
        var done = await work;
        if (note(done) is { } happened)
        {
            log.Note(happened);
        }

        // Whoever gets the answer finds the row; a caller that hangs up does not keep it away.
        await log.FlushAsync(CancellationToken.None);
        return done;
    }

    /// <summary>The same with a note for each.</summary>
    public Task<IReadOnlyList<T>> AfterEachAsync<T>(Task<IReadOnlyList<T>> work, Func<T, AuditNote> note) => AfterAsync(work, done =>
    {
        foreach (var one in done)
        {
            log.Note(note(one));
        }

        return null;
    });

    /// <summary>The same where the notes are taken elsewhere.</summary>
    public Task<T> AfterAsync<T>(Task<T> work) => AfterAsync(work, static _ => null);

    private static (long Number, string Hash) Anchor(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        return at > 0 && long.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text.Length - at - 1 == AuditChain.Genesis.Length
            ? (number, text[(at + 1)..])
            : throw new AdminException(AdminProblem.Invalid("The anchor can't be read.", "Give NUMBER:HASH, as an earlier `weir audit verify` told it."));
    }

    private static AuditEntry Entry(AuditRow row) => new()
    {
        Number = row.Number,
        AtMs = row.At,
        ActorKind = row.ActorKind,
        Actor = row.Actor,
        Address = row.Address,
        Agent = row.Agent,
        Kind = row.Kind,
        Subject = row.Subject,
        Times = row.Times,
        Before = row.Before,
        After = row.After,
        PreviousHash = row.PreviousHash,
        Hash = row.Hash,
    };
}
