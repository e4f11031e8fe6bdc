using Weir.Catalog;
using Weir.Catalog.Overlays;
using Weir.Credentials;
using Weir.Credentials.Methods;
using Weir.Routing.Configuration;
using Weir.Routing.Providers;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Routing.Snapshots;

/// <summary>Makes connections: of blocks in weir.yaml, of keys in the environment, and the simulator.</summary>
internal sealed class ConnectionFactory(IProviderCatalog catalog, Func<string, string?> environment)
{
    public Connection FromConfig(ConnectionConfig block)
    {
        var provider = catalog.TryGetProvider(block.Type, out var known) ? known : new ProviderOverlay { Id = block.Type }.ApplyTo(null);
        if (block.KeyVariables is { } variables)
        {
            provider = new ProviderOverlay { Id = provider.Id, Variables = variables, KeyVariables = variables }.ApplyTo(provider);
        }

        if (block.Dialect is { } dialect)
        {
            provider = new ProviderOverlay { Id = provider.Id, Dialect = dialect }.ApplyTo(provider);
        }

        if (provider.Dialect == DialectNames.Simulator)
        {
            return SimulatorOf(block.Name, provider, block.Simulator ?? SimulatorSettings.Default, block.Origin, Models(block, provider));
        }

        var (auth, noKey) = AuthOf(block, provider);
        var models = Models(block, provider);
        return Checked(noKey, block.BaseUrl?.AbsoluteUri ?? provider.BaseUrl, new Connection
        {
            Name = block.Name,
            Provider = provider,
            BaseUrl = null,
            HasOwnBaseUrl = block.BaseUrl is not null,
            Variables = block.Variables,
            Auth = auth,
            Headers = block.Headers,
            Models = models,
            AcceptsUnlistedModels = models.Count == 0,
            AsksForStreamUsage = block.IncludeUsage,
            Timeouts = block.Timeouts,
            HttpVersion = block.HttpVersion,
            Origin = block.Origin,
        });
    }

    /// <summary>The connection of a provider whose key is in the environment; null when it is not.</summary>
    public Connection? FromEnvironment(CatalogProvider provider)
    {
        if (EnvironmentKey.Find(provider, environment) is not { } found)
        {
            return null;
        }

        return Checked(null, provider.BaseUrl, new Connection
        {
            Name = provider.Id,
            Provider = provider,
            BaseUrl = null,
            Auth = new ApiKeyMethod(found.Key, provider.KeyPlacement, found.Source),
            Models = provider.Models,
            AcceptsUnlistedModels = false,
            Origin = "environment",
        });
    }

    /// <summary>The connection at its address, with why it can't be served, if it can't: no key, or none of its models can be reached.</summary>
    private Connection Checked(string? noKey, string? template, Connection unplaced)
    {
        var read = unplaced.Over(environment);
        var (address, noAddress) = template is null ? (null, null) : BaseUrlTemplate.Fill(template, read);
        var connection = unplaced with { BaseUrl = address };
        if (noKey is not null)
        {
            return connection with { NotServed = noKey };
        }

        // One model of each kind tells for all.
        var rules = ProviderRulesTable.For(connection.Provider.Id);
        var kinds = connection.Models.Values.DistinctBy(static model => (model.Dialect, model.BaseUrl)).Select(static model => ((string Id, CatalogModel? Model))(model.Id, model)).DefaultIfEmpty(("-", null));
        string? reason = null;
        foreach (var (id, model) in kinds)
        {
            if (rules.WiresOf(new WireQuestion(connection, id, model, read)) is not { NotServed: { } told })
            {
                return connection;
            }

            reason ??= told;
        }

        return connection with { NotServed = connection.BaseUrl is null && noAddress is not null ? noAddress : reason };
    }

    public Connection BuiltInSimulator()
    {
        var provider = catalog.TryGetProvider(SnapshotBuilder.Simulator, out var known)
            ? known
            : new ProviderOverlay { Id = SnapshotBuilder.Simulator, Dialect = DialectNames.Simulator }.ApplyTo(null);
        return SimulatorOf(SnapshotBuilder.Simulator, provider, SimulatorSettings.Default, "built in", provider.Models);
    }

    private static Connection SimulatorOf(string name, CatalogProvider provider, SimulatorSettings settings, string origin, IReadOnlyDictionary<string, CatalogModel> models) => new()
    {
        Name = name,
        Provider = provider,
        BaseUrl = null,
        Auth = NoneMethod.Instance,
        Models = models,
        Simulator = settings,
        Origin = origin,
    };

    private (IAuthMethod Auth, string? Problem) AuthOf(ConnectionConfig block, CatalogProvider provider)
    {
        var method = block.AuthMethod ?? (block.ApiKey is not null ? "api" : provider.AuthMethods is [var usual, ..] ? usual.Method : "api");
        if (block.AuthMethod is null && method is not ("api" or "none") && provider.AuthMethods.Any(static offered => offered.Method == "api"))
        {
            method = "api";
        }

        if (method == "api")
        {
            if (block.ApiKey is { } key)
            {
                return (new ApiKeyMethod(key, provider.KeyPlacement, block.ApiKeySource ?? block.Origin), null);
            }

            if (EnvironmentKey.Find(provider, environment) is { } found)
            {
                return (new ApiKeyMethod(found.Key, provider.KeyPlacement, found.Source), null);
            }

            if (block.AuthMethod is null && (provider.KeyVariables.Count == 0 || provider.AuthMethods.Any(static offered => offered.Method == "none")))
            {
                return (NoneMethod.Instance, null);
            }

            var missing = provider.KeyVariables is [var variable, ..] ? $"no key: set api_key in its block, or the variable {variable}." : "no key: set api_key in its block.";
            return (new UnavailableMethod("api", missing), $"\"{block.Name}\" has {missing}");
        }

        return method == "none"
            ? (NoneMethod.Instance, null)
            : (new UnavailableMethod(method, $"auth method {method} is not built yet"), $"\"{block.Name}\" signs in by {method}, which this version of Weir does not do yet; use auth_method: api.");
    }

    private static IReadOnlyDictionary<string, CatalogModel> Models(ConnectionConfig block, CatalogProvider provider) =>
        block.Models is { } own
            ? own.ToDictionary(static model => model.Id, model => model.ApplyTo(provider.Models.GetValueOrDefault(model.Id)), StringComparer.Ordinal)
            : provider.Models;
}
