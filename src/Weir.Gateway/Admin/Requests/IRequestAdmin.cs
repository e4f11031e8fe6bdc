namespace Weir.Gateway.Admin.Requests;

/// <summary>Questions about single requests. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IRequestAdmin
{
    /// <summary>Requests of the ledger, the newest first; <see cref="RequestFilter.Before"/> goes on with the next page.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<RequestEntry>> RequestsAsync(RequestFilter filter, int limit, CancellationToken cancellationToken);

    /// <summary>Every request of a filter, the newest first, read as it is taken: a million rows need no more memory than one page.</summary>
    IAsyncEnumerable<RequestEntry> ExportRequestsAsync(RequestFilter filter, CancellationToken cancellationToken);

    /// <summary>How many requests there were over time.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="span">How long each span is, whole seconds; null for one that fits. At most 1000 spans.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RequestTimes> RequestTimesAsync(RequestFilter filter, TimeSpan? span, CancellationToken cancellationToken);

    /// <summary>One request with all its attempts.</summary>
    /// <param name="id">What the client saw in <c>x-weir-request-id</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RequestTrace> ExplainAsync(string id, CancellationToken cancellationToken);
}
