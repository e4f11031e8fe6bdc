using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Requests;

namespace Weir.Admin;

/// <content>Requests.</content>
internal sealed partial class HttpAdmin
{
    public Task<IReadOnlyList<RequestEntry>> RequestsAsync(RequestFilter filter, int limit, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Requests.Template + AdminQuery.From(filter, limit), Json.IReadOnlyListRequestEntry, cancellationToken);

    public IAsyncEnumerable<RequestEntry> ExportRequestsAsync(RequestFilter filter, CancellationToken cancellationToken) =>
        http.StreamAsync(AdminRoutes.ExportRequests.Template + AdminQuery.From(filter, null, "json"), Json.RequestEntry, cancellationToken);

    public Task<RequestTimes> RequestTimesAsync(RequestFilter filter, TimeSpan? span, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.RequestTimes.Template + AdminQuery.From(filter, span), Json.RequestTimes, cancellationToken);

    public Task<RequestTrace> ExplainAsync(string id, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Request.PathFor(id), Json.RequestTrace, cancellationToken);
}
