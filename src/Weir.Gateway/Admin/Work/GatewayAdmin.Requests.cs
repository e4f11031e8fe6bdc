using Weir.Gateway.Admin.Requests;

namespace Weir.Gateway.Admin.Work;

/// <content>Requests.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<RequestEntry>> RequestsAsync(RequestFilter filter, int limit, CancellationToken cancellationToken) => requests.ListAsync(filter, limit, cancellationToken);

    public IAsyncEnumerable<RequestEntry> ExportRequestsAsync(RequestFilter filter, CancellationToken cancellationToken) => requests.ExportAsync(filter, cancellationToken);

    public Task<RequestTimes> RequestTimesAsync(RequestFilter filter, TimeSpan? span, CancellationToken cancellationToken) => requests.TimesAsync(filter, span, cancellationToken);

    public Task<RequestTrace> ExplainAsync(string id, CancellationToken cancellationToken) => requests.ExplainAsync(id, cancellationToken);
}
