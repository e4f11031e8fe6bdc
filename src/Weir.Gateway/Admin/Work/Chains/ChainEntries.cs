using Weir.Dialects.Errors;
using Weir.Gateway.Admin.Chains;
using Weir.Metering.Usage;
using Weir.Routing.Configuration;
using Weir.Routing.Health;
using Weir.Routing.Routes;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work.Chains;

/// <summary>Chains as they are shown: with how their targets fare now, and who answered in the last 24 hours.</summary>
internal sealed class ChainEntries(HealthBoard health, AnswerShares shares, LedgerView ledger, TimeProvider time)
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(24);

    /// <summary>In the same order.</summary>
    public async Task<IReadOnlyList<ChainEntry>> OfAsync(IReadOnlyList<ChainConfig> chains, RoutingSnapshot snapshot, CancellationToken cancellationToken)
    {
        await ledger.CatchUpAsync(cancellationToken);
        var now = time.GetUtcNow();
        var answers = (await shares.OfAsync([.. chains.Select(static chain => chain.Name)], now - Span, cancellationToken)).ToLookup(static share => share.Asked, StringComparer.Ordinal);
        return [.. chains.Select(chain => Entry(chain, snapshot, now, [.. answers[chain.Name]]))];
    }

    private ChainEntry Entry(ChainConfig chain, RoutingSnapshot snapshot, DateTimeOffset now, IReadOnlyList<AnswerShare> answers) => new()
    {
        Name = chain.Name,
        Targets = [.. chain.Targets.Select(name => Target(name, snapshot, now, answers))],
        Strategy = Strategies.Words[(int)chain.Strategy],
        Weights = chain.Weights,
        Retries = chain.Policy.Retries,
        MoveOn = [.. chain.Policy.MovesOn.Order().Select(static kind => kind.Code())],
        DeadlineSeconds = chain.Policy.Deadline?.TotalSeconds,
        AskBeforeSwitching = chain.Policy.AsksBeforeSwitching,
        OnCut = chain.Policy.ContinuesCutAnswers ? "continue" : "error",
        Origin = chain.Origin,
        Editable = false,
        Requests = answers.Sum(static share => share.Requests),
        Failed = answers.Sum(static share => share.Failed),
    };

    private ChainTarget Target(string name, RoutingSnapshot snapshot, DateTimeOffset now, IReadOnlyList<AnswerShare> answers)
    {
        // A chain's name leads to one target: it names a connection, itself or by an alias.
        var meant = snapshot.Aliases.GetValueOrDefault(name) ?? name;
        var (status, reason) = snapshot.Models.Resolve(meant, []) switch
        {
            Resolution.Found { Targets: [var target, ..] } => Now(target, now),
            Resolution.NotServed refused => ("missing", refused.Reason),
            _ => ("missing", "There is no such model now."),
        };
        var all = answers.Sum(static share => share.Requests - share.Failed);
        var answered = answers.Where(share => share.Target == meant).Sum(static share => share.Requests - share.Failed);
        return new ChainTarget { Name = name, Status = status, Reason = reason, Answered = answered, Share = all == 0 ? null : (double)answered / all };
    }

    private (string Status, string? Reason) Now(Target target, DateTimeOffset now) => health.Of(target).Against(now, takesTrial: false) switch
    {
        { Kind: SkipKind.RateLimited, Until: var until } => ("rate-limited", $"It is at its limit until {until.UtcDateTime:HH:mm:ss} UTC."),
        { } => ("failing", "It failed too often lately: it comes last."),
        null => ("ready", null),
    };
}
