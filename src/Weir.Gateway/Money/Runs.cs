using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Weir.Gateway.Alerts;
using Weir.Gateway.Pipeline;
using Weir.Metering.Budgets;
using Weir.Metering.Ledger;
using Weir.Metering.Usage;

namespace Weir.Gateway.Money;

/// <summary>
/// Keeps runs (<c>x-weir-run</c>, one key's) to their caps. What a run has used lives in memory; a run that is not known is looked up in the ledger once, so that a restart
/// gives no run its tokens again.
/// </summary>
internal sealed partial class Runs(UsageQueries queries, AlertDesk alerts, TimeProvider time, ILogger<Runs> logger)
{
    public const string Header = "x-weir-run";

    private const int Most = 20_000;

    /// <summary>A run that rests longer is a new one.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(string Key, string Run), RunTally> _tallies = new();
    private volatile RunCapSet _caps = RunCapSet.Empty;

    /// <summary>Puts caps in force; what runs have used stays.</summary>
    public void Use(RunCapSet caps) => _caps = caps;

    /// <summary>The tightest hard cap of a request and where its run stands; null where there is none. Warns at a soft cap.</summary>
    public async ValueTask<(RunTally Tally, long Hard)?> FindAsync(RequestContext context, RequestSubjects subjects, CancellationToken cancellationToken)
    {
        var caps = _caps.For(subjects);
        if (caps is (null, null) || context.Header(Header) is not { } run)
        {
            return null;
        }

        var (soft, hard) = (caps.SoftTokens ?? long.MaxValue, caps.HardTokens ?? long.MaxValue);
        var tally = await TallyAsync(context.Key.Id, run, cancellationToken);
        context.Run = tally;
        if (tally.Warns(soft))
        {
            context.Notes.Add($"The run has come to its soft cap of {soft} tokens.");
            LogSoft(context.Key.Name, soft, context.Id);
            alerts.Raise(AlertFacts.RunSoftCap(context.Key.Name, run, soft, time.GetUtcNow()));
        }

        return (tally, hard);
    }

    /// <summary>Adds what a request used to its run.</summary>
    public static void Note(RequestContext context, UsageRecord record)
    {
        if (context.Run is not { } tally)
        {
            return;
        }

        for (var i = 0; i < context.Attempts.Count; i++)
        {
            // What goes on without the call counts as held: nobody comes back to its run.
            var attempt = context.Attempts[i];
            tally.Settle(attempt.RunHold, attempt.GoesOn ? attempt.RunHold : record.Attempts[i].Usage.Total);
            attempt.RunHold = 0;
        }
    }

    private async ValueTask<RunTally> TallyAsync(string key, string run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!_tallies.TryGetValue((key, run), out var tally))
        {
            Forget(now);
            var totals = await queries.TotalsAsync(new UsageFilter { Key = key, RunId = run, Since = now - Kept }, cancellationToken);
            tally = _tallies.GetOrAdd((key, run), new RunTally(run, totals.Tokens.Total));
        }

        tally.SeenAt = now;
        return tally;
    }

    private void Forget(DateTimeOffset now)
    {
        if (_tallies.Count >= Most)
        {
            foreach (var (name, tally) in _tallies.OrderBy(static entry => entry.Value.SeenAt).Take(Most / 2).Where(entry => now - entry.Value.SeenAt > TimeSpan.FromMinutes(10)).ToList())
            {
                _tallies.TryRemove(KeyValuePair.Create(name, tally));
            }
        }
    }

    [LoggerMessage(EventId = 3040, Level = LogLevel.Warning, Message = "A run of key {Key} has come to its soft cap of {Tokens} tokens (request {Id})")]
    private partial void LogSoft(string key, long tokens, string id);
}
