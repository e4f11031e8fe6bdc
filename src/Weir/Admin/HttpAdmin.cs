using Weir.Gateway.Admin;

namespace Weir.Admin;

/// <summary>A running gateway, over its admin API.</summary>
internal sealed partial class HttpAdmin(GatewayHttp http) : IGatewayAdmin, IDisposable
{
    private static AdminJson Json => AdminJson.Default;

    public Task<IReadOnlyList<ProviderEntry>> ListProvidersAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Providers.Template, Json.IReadOnlyListProviderEntry, cancellationToken);

    public Task<IReadOnlyList<ConnectionEntry>> ListConnectionsAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Connections.Template, Json.IReadOnlyListConnectionEntry, cancellationToken);

    public Task<IReadOnlyList<ConnectionStatus>> ConnectionStatusesAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.ConnectionStatuses.Template, Json.IReadOnlyListConnectionStatus, cancellationToken);

    public Task<ProviderDetail> GetProviderAsync(string name, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Provider.PathFor(name), Json.ProviderDetail, cancellationToken);

    public Task<ConnectionTest> TestConnectionAsync(string connection, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.TestConnection.Method, AdminRoutes.TestConnection.PathFor(connection), null, Json.ConnectionTest, cancellationToken);

    public Task<IReadOnlyList<ModelEntry>> ListModelsAsync(string? provider, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Models.Template + AdminQuery.Build(("provider", provider)), Json.IReadOnlyListModelEntry, cancellationToken);

    public Task<ModelEntry> GetModelAsync(string name, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Model.PathFor(name), Json.ModelEntry, cancellationToken);

    public Task<IReadOnlyList<KeyEntry>> ListKeysAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Keys.Template, Json.IReadOnlyListKeyEntry, cancellationToken);

    public Task<CreatedKey> CreateKeyAsync(KeyOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.CreateKey.Method, AdminRoutes.CreateKey.Template, order, Json.KeyOrder, Json.CreatedKey, cancellationToken);

    public Task<KeyEntry> RevokeKeyAsync(string key, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RevokeKey.Method, AdminRoutes.RevokeKey.PathFor(key), null, Json.KeyEntry, cancellationToken);

    public Task<CreatedKey> RotateKeyAsync(string key, TimeSpan overlap, CancellationToken cancellationToken) => http.SendAsync(
        AdminRoutes.RotateKey.Method,
        AdminRoutes.RotateKey.PathFor(key),
        new KeyRotation(overlap.TotalSeconds),
        Json.KeyRotation,
        Json.CreatedKey,
        cancellationToken);

    public Task<IReadOnlyList<QuotaEntry>> QuotasAsync(string? connection, bool refresh, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Quotas.Template + AdminQuery.Build(("connection", connection), ("refresh", refresh ? "true" : null)), Json.IReadOnlyListQuotaEntry, cancellationToken);

    public Task<GatewayStatus> StatusAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Status.Template, Json.GatewayStatus, cancellationToken);

    public void Dispose() => http.Dispose();
}
