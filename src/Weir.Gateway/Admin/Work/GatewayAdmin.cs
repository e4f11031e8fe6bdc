using Weir.Catalog;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Admin.Work.Alerts;
using Weir.Gateway.Admin.Work.Audit;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Gateway.Admin.Work.Chains;
using Weir.Gateway.Admin.Work.Connections;
using Weir.Gateway.Admin.Work.Credentials;
using Weir.Gateway.Admin.Work.Found;
using Weir.Gateway.Admin.Work.Limits;
using Weir.Gateway.Admin.Work.Overrides;
using Weir.Gateway.Admin.Work.People;
using Weir.Gateway.Admin.Work.Reconciling;
using Weir.Gateway.Admin.Work.Requests;
using Weir.Gateway.Admin.Work.Settings;
using Weir.Gateway.Admin.Work.Usage;
using Weir.Gateway.Previews;
using Weir.Gateway.Recommendations;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work;

/// <summary>The admin operations in the process that holds the state: in the gateway, or in a command while no gateway runs.</summary>
internal sealed partial class GatewayAdmin(
    ISnapshotSource snapshots,
    AdminKeys keys,
    RequestWork requests,
    ConnectionTester tester,
    ConnectionStatuses statuses,
    LedgerView ledger,
    QuotaView quotas,
    StatusSource status,
    SignInWork signIns,
    CredentialWork credentials,
    ConnectionWork connections,
    OpenCodeImport import,
    DiscoveredWork discovered,
    StoreWork stores,
    OverrideWork overrides,
    ISessionAdmin sessions,
    IConsoleAdmin console,
    RoutePreviewer previews,
    ConfigDiffer differ,
    BudgetWork budgets,
    EstimateWork estimates,
    ReconcileWork reconciling,
    ModelRecommender recommender,
    PriceView priceView,
    PeopleWork people,
    AuditWork audit,
    AlertWork alerts,
    UsageWork usages,
    HoldWork holds,
    FoundWork found,
    ConnectionDetails details,
    ChainWork chains,
    TrialWork trials,
    LimitWork limits,
    RunCapWork caps,
    SettingsWork settings,
    DiagnosticsWork diagnostics) : IGatewayAdmin, IAsyncDisposable
{
    private IAsyncDisposable? _owned;

    public Task<IReadOnlyList<ProviderEntry>> ListProvidersAsync(CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        return Task.FromResult<IReadOnlyList<ProviderEntry>>([.. snapshot.Catalog.Providers.Select(provider => Entries.Of(provider, snapshot))]);
    }

    public Task<IReadOnlyList<ConnectionEntry>> ListConnectionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ConnectionEntry>>([.. snapshots.Current.Connections.Select(Entries.Of)]);

    public Task<IReadOnlyList<ConnectionStatus>> ConnectionStatusesAsync(CancellationToken cancellationToken) => statuses.ListAsync(cancellationToken);

    public async Task<ProviderDetail> GetProviderAsync(string name, CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        if (await details.FindAsync(name, cancellationToken) is { } detail && (snapshot.FindConnection(name)?.Provider ?? ProviderOf(detail.Provider, snapshot)) is { } used)
        {
            return new ProviderDetail(Entries.Of(used, snapshot), snapshot.FindConnection(name) is { } connection ? [Entries.Of(connection)] : [], detail);
        }

        return ProviderOf(name, snapshot) is { } provider
            ? new ProviderDetail(Entries.Of(provider, snapshot), [.. snapshot.Connections.Where(used => used.Provider.Id == provider.Id).Select(Entries.Of)])
            : throw NotFound($"There is no provider or connection \"{name}\".", "`weir providers list` shows all of them.");
    }

    public Task<ConnectionTest> TestConnectionAsync(string connection, CancellationToken cancellationToken) =>
        snapshots.Current.FindConnection(connection) is { } found
            ? tester.TestAsync(found, snapshots.Current, cancellationToken)
            : throw NotFound($"There is no connection \"{connection}\".", "`weir providers list` shows the connections.");

    public Task<IReadOnlyList<ModelEntry>> ListModelsAsync(string? provider, CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        var suggested = snapshot.Connections.Select(static connection => DefaultModel.Choose([connection])).OfType<(Connection Connection, CatalogModel Model)>()
            .Select(static chosen => $"{chosen.Connection.Name}/{chosen.Model.Id}").ToHashSet(StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<ModelEntry>>([.. snapshot.Models.List([])
            .Where(listed => listed.Name == listed.Target.Name)
            .Where(listed => provider is null || listed.Target.Connection.Name == provider || listed.Target.Connection.Provider.Id == provider)
            .Select(listed => priceView.Priced(Entries.Of(listed.Target, snapshot), listed.Target) with { Suggested = suggested.Contains(listed.Name) })]);
    }

    public Task<ModelEntry> GetModelAsync(string name, CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        return snapshot.Models.Resolve(name, []) switch
        {
            Resolution.Found { Targets: [var target, ..] } => Task.FromResult(priceView.Priced(Entries.Of(target, snapshot), target)),
            Resolution.NotServed refused => throw NotFound($"\"{name}\" can't be served: {refused.Reason}", "`weir doctor` says what to do."),
            Resolution.Unknown { Nearest: { Count: > 0 } nearest } => throw NotFound($"There is no model \"{name}\". Did you mean {string.Join(", ", nearest)}?", "`weir models list` shows all of them."),
            _ => throw NotFound($"There is no model \"{name}\".", "`weir models list` shows all of them."),
        };
    }

    public Task<IReadOnlyList<KeyEntry>> ListKeysAsync(CancellationToken cancellationToken) => keys.ListAsync(cancellationToken);

    public Task<CreatedKey> CreateKeyAsync(KeyOrder order, CancellationToken cancellationToken) => audit.AfterAsync(keys.CreateAsync(order, cancellationToken), AuditNotes.KeyCreated);

    public Task<KeyEntry> RevokeKeyAsync(string key, CancellationToken cancellationToken) => audit.AfterAsync(keys.RevokeAsync(key, cancellationToken), AuditNotes.KeyRevoked);

    public Task<CreatedKey> RotateKeyAsync(string key, TimeSpan overlap, CancellationToken cancellationToken) =>
        audit.AfterAsync(keys.RotateAsync(key, overlap, cancellationToken), made => AuditNotes.KeyRotated(key, made, overlap));

    public async Task<IReadOnlyList<QuotaEntry>> QuotasAsync(string? connection, bool refresh, CancellationToken cancellationToken)
    {
        if (connection is not null && snapshots.Current.FindConnection(connection) is null)
        {
            throw NotFound($"There is no connection \"{connection}\".", "`weir providers list` shows the connections.");
        }

        await ledger.CatchUpAsync(cancellationToken);
        return await quotas.ListAsync(connection, refresh, cancellationToken);
    }

    public Task<GatewayStatus> StatusAsync(CancellationToken cancellationToken) => Task.FromResult(status.Read());

    /// <summary>Hands over what has to be disposed of with this.</summary>
    public GatewayAdmin Owning(IAsyncDisposable owned)
    {
        _owned = owned;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        // What is owned may own this in turn.
        if (Interlocked.Exchange(ref _owned, null) is { } owned)
        {
            await owned.DisposeAsync();
        }
    }

    private static CatalogProvider? ProviderOf(string id, RoutingSnapshot snapshot) => snapshot.Catalog.TryGetProvider(id, out var provider) ? provider : null;

    private static AdminException NotFound(string detail, string action) => new(AdminProblem.NotFound(detail, action));
}
