using System.Collections.Concurrent;
using Weir.Gateway.Admin.Work;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Metering.Budgets;
using Weir.Metering.Keys;
using Weir.Metering.Prices;
using Weir.Metering.Usage;

namespace Weir.Gateway.Ingress.ServedQuotas;

/// <summary>
/// Reads what a key has left: the budgets in force, by the reader that the budgets themselves are shown by, after everything that was booked. A key without a budget is told what it used this month.
/// </summary>
internal sealed class KeyQuotaReader(BudgetBook book, BudgetReader reader, BudgetRefresh refresh, LedgerView ledger, UsageQueries usage, TimeProvider time)
{
    /// <summary>Sums over a month are not made anew for each question.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, UsageTotals Totals)> _months = new(StringComparer.Ordinal);

    /// <exception cref="Storage.StorageException">The database can't be used.</exception>
    public async Task<KeyQuota> ReadAsync(ClientKey key, CancellationToken cancellationToken)
    {
        await refresh.RunAsync(cancellationToken);
        var budgets = book.Budgets.For(new RequestSubjects { Key = key.Name, User = key.User, Team = key.Team });
        var states = budgets.Count == 0 ? [] : KeyQuota.InOrder(await reader.StatesAsync(budgets, cancellationToken));
        var month = budgets.Count == 0 ? await MonthAsync(key, cancellationToken) : null;
        return new KeyQuota { Key = key.Name, Budgets = states, SpentThisMonth = month?.Cost ?? (NanoDollars?)null, TokensThisMonth = month?.Tokens.Input + month?.Tokens.Output, At = time.GetUtcNow() };
    }

    private async Task<UsageTotals> MonthAsync(ClientKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var start = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        if (_months.TryGetValue(key.Id, out var kept) && now - kept.At < KeptFor && kept.At >= start)
        {
            return kept.Totals;
        }

        await ledger.CatchUpAsync(cancellationToken);
        var totals = await usage.TotalsAsync(new UsageFilter { Key = key.Id, Since = start }, cancellationToken);
        if (_months.Count >= MostKept)
        {
            _months.Clear();
        }

        _months[key.Id] = (now, totals);
        return totals;
    }
}
