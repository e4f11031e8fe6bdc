using System.Runtime.CompilerServices;
using Weir.Gateway.Admin.Requests;
using Weir.Gateway.Admin.Work.Usage;
using Weir.Metering.Usage;
using Weir.Metering.Usage.Histograms;

namespace Weir.Gateway.Admin.Work.Requests;

/// <summary>Single requests out of the ledger.</summary>
internal sealed class RequestWork(UsageQueries queries, HistogramReader histograms, CostArithmetic arithmetic, LedgerView ledger)
{
    public async Task<IReadOnlyList<RequestEntry>> ListAsync(RequestFilter filter, int limit, CancellationToken cancellationToken)
    {
        await ledger.CatchUpAsync(cancellationToken);
        var page = await queries.RecentAsync(Usages.Filter(filter), limit, filter.Before, cancellationToken);
        return [.. page.Requests.Select(static request => Entries.Of(request))];
    }

    public async IAsyncEnumerable<RequestEntry> ExportAsync(RequestFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ledger.CatchUpAsync(cancellationToken);
        var wanted = Usages.Filter(filter);
        var before = filter.Before;
        do
        {
            var page = await queries.RecentAsync(wanted, UsageQueries.LargestPage, before, cancellationToken);
            foreach (var request in page.Requests)
            {
                yield return Entries.Of(request);
            }

            before = page.Next;
        }
        while (before is not null);
    }

    public async Task<RequestTimes> TimesAsync(RequestFilter filter, TimeSpan? span, CancellationToken cancellationToken)
    {
        await ledger.CatchUpAsync(cancellationToken);
        try
        {
            var told = await histograms.ReadAsync(Usages.Filter(filter), span, cancellationToken);
            return told is null
                ? new RequestTimes { SpanSeconds = (long)(span ?? TimeSpan.FromMinutes(1)).TotalSeconds, Spans = [] }
                : new RequestTimes
                {
                    SpanSeconds = (long)told.Span.TotalSeconds,
                    Spans = [.. told.Spans.Select((count, index) => new RequestSpan(told.Since + (told.Span * index), count.Requests, count.Failed))],
                };
        }
        catch (ArgumentException exception)
        {
            throw new AdminException(AdminProblem.Invalid(exception.Message, "Ask for a shorter time or longer spans."));
        }
    }

    public async Task<RequestTrace> ExplainAsync(string id, CancellationToken cancellationToken)
    {
        await ledger.CatchUpAsync(cancellationToken);
        return await queries.FindAsync(id, cancellationToken) is { } found
            ? Entries.Of(found) with { Attempts = [.. found.Record.Attempts.Select((attempt, index) => Entries.Of(attempt, index + 1) with { CostParts = arithmetic.Of(attempt, found.Record.Time) })] }
            : throw new AdminException(AdminProblem.NotFound($"The ledger has no request \"{id}\".", "The id is in the answer's x-weir-request-id; `weir requests list` shows the newest."));
    }
}
