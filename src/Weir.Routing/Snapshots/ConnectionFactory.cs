using Weir.Catalog;
using Weir.Catalog.Overlays;
using Weir.Credentials;
using Weir.Credentials.Methods;
using Weir.Routing.Configuration;
using Weir.Routing.Local;
using Weir.Routing.Providers;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Routing.Snapshots;

/// <summary>Makes connections: of blocks in weir.yaml, of keys in the environment, and the simulator.</summary>
internal sealed class ConnectionFactory(IProviderCatalog catalog, AuthMethods auth, Func<string, string?> environment, bool allowsOpenCode)
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

        var given = ConnectionVariables.Given(block);
        var (method, noKey) = block.Problem is { } problem
            ? new AuthChoice(new UnavailableMethod(block.AuthMethod ?? "api", problem), problem)
            : AuthOf(block, provider, ConnectionVariables.Over(given, environment));
        var ownAddress = block.BaseUrl ?? method.BaseUrl;
        var models = Models(block, provider);
        return Checked(noKey, ownAddress?.AbsoluteUri ?? provider.BaseUrl, new Connection
        {
            Name = block.Name,
            Provider = provider,
            BaseUrl = null,
            HasOwnBaseUrl = ownAddress is not null,
            Variables = ConnectionVariables.WithFacts(given, method.Facts, environment),
            Auth = method,
            Headers = block.Headers,
            Models = models,
            AcceptsUnlistedModels = models.Count == 0,
            AsksForItsList = block.Models is null && HasListOfItsOwn(provider),
            AsksForStreamUsage = block.IncludeUsage,
            Timeouts = block.Timeouts,
            HttpVersion = block.HttpVersion,
            Quota = block.Quota,
            Origin = block.Origin,
        });
    }

    /// <summary>The connection of a provider whose key is in the environment, or that a cloud's usual credentials sign in to; null when there is nothing of the kind.</summary>
    public Connection? FromEnvironment(CatalogProvider provider)
    {
        var order = new AuthOrder { Connection = provider.Id, Provider = provider, Environment = environment };
        if (!auth.FindsByItself(order))
        {
            return null;
        }

        var method = auth.Create(order, null).Method;
        var found = Checked(null, method.BaseUrl?.AbsoluteUri ?? provider.BaseUrl, new Connection
        {
            Name = provider.Id,
            Provider = provider,
            BaseUrl = null,
            HasOwnBaseUrl = method.BaseUrl is not null,
            Auth = method,
            Models = provider.Models,
            AcceptsUnlistedModels = false,
            AsksForItsList = HasListOfItsOwn(provider),
            Origin = "environment",
        });

        // Cloud credentials are on many machines for other ends: without the rest of the settings they say nothing of Weir.
        return found.NotServed is null || EnvironmentKey.Find(provider, environment) is not null ? found : null;
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

    /// <summary>True for servers whose owners choose the models.</summary>
    private static bool HasListOfItsOwn(CatalogProvider provider) =>
        provider.Dialect is DialectNames.OpenAiChat or DialectNames.Ollama && (provider.Models.Count == 0 || LocalServerKinds.IsOne(provider.Id));

    private AuthChoice AuthOf(ConnectionConfig block, CatalogProvider provider, Func<string, string?> read) => auth.Create(
        new AuthOrder
        {
            Connection = block.Name,
            Provider = provider,
            ConfigKey = block.ApiKey,
            ConfigKeySource = block.ApiKeySource ?? block.Origin,
            ConfigKeyName = block.ApiKeyName,
            Environment = read,
            AllowsOpenCode = allowsOpenCode,
            Settings = block.Auth,
        },
        block.AuthMethod);

    private static IReadOnlyDictionary<string, CatalogModel> Models(ConnectionConfig block, CatalogProvider provider) =>
        block.Models is { } own
            ? own.ToDictionary(static model => model.Id, model => model.ApplyTo(provider.Models.GetValueOrDefault(model.Id)), StringComparer.Ordinal)
            : provider.Models;
}
