namespace Weir.Overshoot;

/// <summary>One way to try the budgets.</summary>
internal sealed record Scene
{
    private const string Providers = """
        version: 2
        providers:
          - {name: a, type: openai-compatible, base_url: "http://UPSTREAM/a/v1", api_key: "${PROOF_KEY}", timeouts: {first_byte: 2s}, models: [{id: m, cost: {input: 3, output: 15}, limit: {context: 32000, output: 800}}]}
          - {name: b, type: openai-compatible, base_url: "http://UPSTREAM/b/v1", api_key: "${PROOF_KEY}", timeouts: {first_byte: 2s}, models: [{id: m, cost: {input: 3, output: 15}, limit: {context: 32000, output: 800}}]}
          - {name: c, type: anthropic, base_url: "http://UPSTREAM/c/v1", api_key: "${PROOF_KEY}", timeouts: {first_byte: 2s}, models: [{id: claude-sonnet-4, cost: {input: 3, output: 15}, limit: {context: 32000, output: 800}}]}
          - {name: d, type: anthropic, base_url: "http://UPSTREAM/d/v1", api_key: "${PROOF_KEY}", timeouts: {first_byte: 2s}, models: [{id: claude-sonnet-4, cost: {input: 3, output: 15}, limit: {context: 32000, output: 800}}]}
        chains:
          hedged: {targets: [a/m, b/m], strategy: hedged, retries: 1}
          continued: {targets: [c/claude-sonnet-4, d/claude-sonnet-4], on_cut: continue, retries: 1}
        routing: {retries: 1, retry_budget: 1, hedge_budget: 100}
        budgets:

        """;

    public required string Name { get; init; }

    /// <summary>The list <c>budgets</c> of weir.yaml.</summary>
    public required string Budgets { get; init; }

    /// <summary>What clients ask for, by turns.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>What the bill must keep to.</summary>
    public required IReadOnlyList<Limit> Limits { get; init; }

    /// <summary>Faults of the provider and of clients among a hundred requests.</summary>
    public int FaultsPerHundred { get; init; }

    /// <summary>How often the gateway is killed.</summary>
    public int Kills { get; init; }

    /// <summary>Time over which the requests are spread; zero = all at once.</summary>
    public TimeSpan Spread { get; init; }

    /// <summary>The window of a limit that frees again; null = it never does.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>All of them but the slow one.</summary>
    public static IReadOnlyList<Scene> Quick { get; } =
    [
        new() { Name = "dollars", Budgets = "  - {on: gateway, total: 1.00}", Models = ["a/m"], Limits = [Limit.Usd(1.00m)] },
        new() { Name = "dollars-faults-kills", Budgets = "  - {on: gateway, total: 1.00}", Models = ["a/m", "b/m"], Limits = [Limit.Usd(1.00m)], FaultsPerHundred = 25, Kills = 2 },
        new() { Name = "tokens-faults-kills", Budgets = "  - {on: gateway, total_tokens: 80000}", Models = ["a/m", "c/claude-sonnet-4"], Limits = [Limit.OfTokens(80_000)], FaultsPerHundred = 25, Kills = 2 },
        new()
        {
            Name = "three-faults-kills",
            Budgets = "  - {on: gateway, total: 1.00}\n  - {on: \"connection:a\", total: 0.60}\n  - {on: \"model:b/m\", total_tokens: 40000}",
            Models = ["a/m", "b/m"],
            Limits = [Limit.Usd(1.00m), Limit.Usd(0.60m) with { Connection = "a" }, Limit.OfTokens(40_000) with { Connection = "b" }],
            FaultsPerHundred = 25,
            Kills = 2,
        },
        new() { Name = "chains-faults-kills", Budgets = "  - {on: gateway, total: 1.00}", Models = ["hedged", "continued"], Limits = [Limit.Usd(1.00m)], FaultsPerHundred = 25, Kills = 1 },
        new() { Name = "chains-faults", Budgets = "  - {on: gateway, total: 1.00}", Models = ["hedged", "continued"], Limits = [Limit.Usd(1.00m)], FaultsPerHundred = 25 },
    ];

    /// <summary>A window of a minute, over two minutes and a half.</summary>
    public static Scene Reset { get; } = new()
    {
        Name = "reset",
        Budgets = "  - {on: gateway, rolling: 0.25, rolling_window: 1m}",
        Models = ["a/m", "b/m"],
        Limits = [Limit.Usd(0.25m)],
        FaultsPerHundred = 10,
        Spread = TimeSpan.FromSeconds(150),
        Window = TimeSpan.FromMinutes(1),
    };

    /// <summary>The text of weir.yaml.</summary>
    /// <param name="upstream">Host and port of the provider.</param>
    /// <param name="estimates">Whether what the provider does not tell counts as an estimate, against the rule.</param>
    public string Config(string upstream, bool estimates) =>
        Providers.Replace("UPSTREAM", upstream, StringComparison.Ordinal) + Budgets + (estimates ? "\nprices: {unreported: estimate}\n" : "\n");
}
