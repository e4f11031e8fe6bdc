using Weir.Gateway.Admin.Alerts;
using Weir.Gateway.Admin.Audit;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Chains;
using Weir.Gateway.Admin.Credentials;
using Weir.Gateway.Admin.Found;
using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.People;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Reconciling;
using Weir.Gateway.Admin.Requests;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Admin.Settings;
using Weir.Gateway.Admin.Usage;

namespace Weir.Gateway.Admin;

/// <summary>
/// Everything that a person or a script may ask of a gateway, or change in it. One implementation works in the gateway's process, one
/// over the admin API. Every method throws <see cref="AdminException"/> when it refuses or can't.
/// </summary>
public interface IGatewayAdmin : ICredentialAdmin, IOverrideAdmin, ISessionAdmin, IPreviewAdmin, IBudgetAdmin, IReconcileAdmin, IConsoleAdmin, IPeopleAdmin, IAuditAdmin, IAlertAdmin, IUsageAdmin, IFoundAdmin, IChainAdmin, ILimitAdmin, ISettingsAdmin, IRequestAdmin
{
    /// <summary>Every provider of the catalogue, by id in ordinal order, connected or not.</summary>
    Task<IReadOnlyList<ProviderEntry>> ListProvidersAsync(CancellationToken cancellationToken);

    /// <summary>The connections in the order that bare model names are looked up in.</summary>
    Task<IReadOnlyList<ConnectionEntry>> ListConnectionsAsync(CancellationToken cancellationToken);

    /// <summary>How each connection fares; those that are switched off last.</summary>
    Task<IReadOnlyList<ConnectionStatus>> ConnectionStatusesAsync(CancellationToken cancellationToken);

    /// <summary>A provider with its connections.</summary>
    /// <param name="name">A catalogue id or the name of a connection; a connection's name wins.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ProviderDetail> GetProviderAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes the cheapest call that shows whether the connection's address and key are good. A failed call is an answer, not an exception.</summary>
    Task<ConnectionTest> TestConnectionAsync(string connection, CancellationToken cancellationToken);

    /// <summary>The models that a client may ask for.</summary>
    /// <param name="provider">Only those of this provider or connection; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<ModelEntry>> ListModelsAsync(string? provider, CancellationToken cancellationToken);

    /// <summary>One model by any name that a client may use: <c>connection/model</c>, a bare id, an alias.</summary>
    Task<ModelEntry> GetModelAsync(string name, CancellationToken cancellationToken);

    /// <summary>All keys, revoked ones too; the newest first.</summary>
    Task<IReadOnlyList<KeyEntry>> ListKeysAsync(CancellationToken cancellationToken);

    /// <summary>Makes a key. The answer is the only place where the key itself ever stands.</summary>
    Task<CreatedKey> CreateKeyAsync(KeyOrder order, CancellationToken cancellationToken);

    /// <summary>Ends a key at once.</summary>
    /// <param name="key">Its id or its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<KeyEntry> RevokeKeyAsync(string key, CancellationToken cancellationToken);

    /// <summary>Makes a new key with the rights of an old one.</summary>
    /// <param name="key">The old key's id or name.</param>
    /// <param name="overlap">How long the old one still works; zero ends it at once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<CreatedKey> RotateKeyAsync(string key, TimeSpan overlap, CancellationToken cancellationToken);

    /// <summary>What upstreams said of their limits: in their last answers, and when they were asked.</summary>
    /// <param name="connection">Only this connection's; null for all.</param>
    /// <param name="refresh">True asks them first: each at most once in ten seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<QuotaEntry>> QuotasAsync(string? connection, bool refresh, CancellationToken cancellationToken);

    Task<GatewayStatus> StatusAsync(CancellationToken cancellationToken);
}
