using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Found;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.Previews;

namespace Weir.Admin;

/// <content>What the gateway would do.</content>
internal sealed partial class HttpAdmin
{
    public Task<RoutePreview> PreviewAsync(RouteQuestion question, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.Preview.Method, AdminRoutes.Preview.Template, question, Json.RouteQuestion, Json.RoutePreview, cancellationToken);

    public Task<IReadOnlyList<FoundEntry>> FoundAsync(CancellationToken cancellationToken) => http.GetAsync(AdminRoutes.Found.Template, Json.IReadOnlyListFoundEntry, cancellationToken);

    public Task<OverrideChange> PreviewOverrideAsync(OverrideOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.PreviewOverride.Method, AdminRoutes.PreviewOverride.Template, order, Json.OverrideOrder, Json.OverrideChange, cancellationToken);

    public Task<ConfigDiff> ConfigDiffAsync(CancellationToken cancellationToken) => http.GetAsync(AdminRoutes.ConfigDiff.Template, Json.ConfigDiff, cancellationToken);
}
