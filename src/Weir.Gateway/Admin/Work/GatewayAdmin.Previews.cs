using Weir.Gateway.Admin.Previews;

namespace Weir.Gateway.Admin.Work;

/// <content>What the gateway would do.</content>
internal sealed partial class GatewayAdmin
{
    public Task<RoutePreview> PreviewAsync(RouteQuestion question, CancellationToken cancellationToken) => previews.PreviewAsync(question, cancellationToken);

    public Task<ConfigDiff> ConfigDiffAsync(CancellationToken cancellationToken) => Task.FromResult(differ.Compare());
}
