using Weir.Catalog;
using Weir.Metering.RateLimits;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Building;

/// <summary>Checked blocks to the configuration, with the checks that need more than one key.</summary>
internal sealed class ConfigBuilder(LoadContext context)
{
    public WeirConfig Build(ConfigBlock root)
    {
        var overlays = root.Block("catalog") is { } catalog ? new CatalogBuilder(context).Build(catalog) : [];
        var known = new KnownProviders(context.Catalog, overlays);
        var connections = Connections(root.Blocks("providers"), known);
        var names = new TargetNames(context.Problems, connections.Select(static connection => connection.Name), known);
        var aliases = Aliases(root, names);
        names.CheckChains(root.BlockMap("chains"), aliases);
        StorageCheck.Check(root.Block("storage"), context.Problems);
        var subjects = new UsageSubjects(connections, context.Problems);
        var budgets = new BudgetBuilder(context, subjects);
        return new WeirConfig
        {
            Connections = connections,
            Aliases = aliases,
            Chains = new ChainBuilder(context).Build(root.BlockMap("chains")),
            Routing = ChainBuilder.BuildRouting(root.Block("routing")),
            Catalog = overlays,
            Budgets = budgets.Build(root.Blocks("budgets")),
            RunCaps = budgets.BuildRunCaps(root.Blocks("budgets")),
            RateLimits = [.. root.Blocks("limits").Select(block => Limit(block, subjects)).OfType<RateLimit>()],
            PriceOverrides = new PriceBuilder(context).Overrides(root.Block("prices")?.Blocks("overrides") ?? [], subjects),
            CeilingPrice = root.Block("prices")?.Block("ceiling") is { } ceiling
                ? new ModelPrice(new TokenRates(ceiling.Number("input") ?? 0, ceiling.Number("output") ?? 0), [])
                : null,
            Alerts = root.Block("alerts") is { } alerts ? new AlertsBuilder(context).Build(alerts) : new AlertsConfig(),
            UnreportedUsage = root.Block("prices")?.Text("unreported") == "estimate" ? UnreportedUsage.Estimate : UnreportedUsage.Worst,
            Credentials = root.Block("credentials") is { } credentials
                ? new CredentialsConfig { Store = credentials.Text("store"), AllowsOpenCode = credentials.Flag("opencode") ?? false }
                : new CredentialsConfig(),
            Local = root.Block("local") is { } local ? new LocalBuilder(context).Build(local) : new LocalConfig(),
            Server = root.Block("server") is { } server ? new ServerBuilder(context).Build(server) : new ServerConfig(),
            Console = root.Block("console") is { } console ? new ConsoleBuilder(context).Build(console) : new ConsoleConfig(),
            Cache = root.Block("cache") is { } cache ? CacheBuilder.Build(cache) : new CacheConfig(),
            OtlpEndpoint = root.Block("telemetry")?.Url("otlp_endpoint"),
        };
    }

    private RateLimit? Limit(ConfigBlock block, UsageSubjects subjects) => subjects.Read(block) is { } subject
        ? new RateLimit { Subject = subject, Requests = block.Integer("rpm"), Tokens = block.Integer("tpm"), Concurrent = (int?)block.Integer("concurrent"), Origin = context.Place(block.Node.Line) }
        : null;

    private List<ConnectionConfig> Connections(IReadOnlyList<ConfigBlock> blocks, KnownProviders known)
    {
        var builder = new ConnectionBuilder(context, known);
        var seen = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        var connections = new List<ConnectionConfig>();
        foreach (var block in blocks)
        {
            var connection = builder.Build(block);
            if (block.Scalar("name") is { } name && !seen.TryAdd(name.Text, name.Node))
            {
                context.Problems.Error(name.Node, $"the name {name.Shown} is taken already, at line {seen[name.Text].Line}.", "Give each connection a name of its own.");
            }
            else if (connection is not null)
            {
                connections.Add(connection);
            }
        }

        return connections;
    }

    private Dictionary<string, string> Aliases(ConfigBlock root, TargetNames names)
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, target) in root.Map("aliases"))
        {
            NameRule.Check(key.Text, Quote.Of(key.Text), key, context.Problems);
            names.CheckTarget(target, []);
            aliases[key.Text] = target.Text;
        }

        return aliases;
    }
}
