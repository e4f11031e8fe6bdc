using Weir.Gateway.Admin.Budgets;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Gateway.Admin.Work.Budgets;

/// <summary>Shows what is held, and takes a person's word on what only the provider knows.</summary>
internal sealed class HoldWork(BudgetReader reader, HoldCorrection correction, BudgetRefresh refresh, TimeProvider time)
{
    private const decimal MostUsd = 1_000_000_000;

    public async Task<BudgetCheckup> CheckAsync(CancellationToken cancellationToken)
    {
        await refresh.RunAsync(cancellationToken);
        var now = time.GetUtcNow();
        var holds = await reader.HoldsAsync(cancellationToken);
        var mismatches = await reader.CheckAsync(cancellationToken);
        return new BudgetCheckup(
            [.. holds.Select(hold => Entry(hold, now))],
            [.. mismatches.Select(static row => new MismatchEntry(row.BudgetId, row.StartsAt, row.Held, row.Holds))]);
    }

    public async Task<HoldEntry> SettleAsync(string requestId, HoldVerdict verdict, CancellationToken cancellationToken)
    {
        if (verdict is { Usd: null, Tokens: null } or { Usd: < 0 or > MostUsd } or { Tokens: < 0 })
        {
            throw new AdminException(AdminProblem.Invalid("What it cost is missing or no amount.", "Name US dollars or tokens, 0 or more."));
        }

        await refresh.RunAsync(cancellationToken);
        var hold = Only(requestId, [.. (await reader.HoldsAsync(cancellationToken))
            .Where(hold => hold.RequestId == requestId && hold.State != HoldState.Open && (verdict.Attempt is null || hold.Attempt == verdict.Attempt))]);
        NanoDollars? usd = verdict.Usd is { } amount ? NanoDollars.FromUsd(amount) : null;
        var tokens = verdict.Tokens ?? (verdict.Usd == 0 ? 0 : null);
        return await correction.RunAsync(hold, usd, tokens, cancellationToken) ? Entry(hold, time.GetUtcNow()) : throw Unknown(requestId);
    }

    private static HoldRow Only(string requestId, IReadOnlyList<HoldRow> holds) => holds switch
    {
        [var only] => only,
        [] => throw Unknown(requestId),
        _ => throw new AdminException(AdminProblem.Conflict(
            $"{holds.Count} attempts of {requestId} count as spent: {string.Join(", ", holds.Select(static hold => hold.Attempt))}.", "Say which.")),
    };

    private static AdminException Unknown(string requestId) => new(AdminProblem.NotFound(
        $"Nothing of {requestId} counts as spent at its worst case.", "`weir budgets doctor` shows what does; what is open is settled by its request."));

    private static HoldEntry Entry(HoldRow hold, DateTimeOffset now) => new()
    {
        RequestId = hold.RequestId,
        Attempt = hold.Attempt,
        Node = hold.Node,
        CreatedAt = hold.CreatedAt,
        AgeSeconds = (long)Math.Max(0, (now - hold.CreatedAt).TotalSeconds),
        Expired = hold.State == HoldState.Expired,
        Uncertain = hold.State == HoldState.Uncertain,
        Shares = [.. hold.Shares.Select(static share => new HoldPart(share.BudgetId, BudgetWork.Word(share.Unit), share.Amount))],
    };
}
