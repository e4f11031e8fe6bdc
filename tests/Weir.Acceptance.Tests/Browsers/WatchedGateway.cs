using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>A gateway whose budget has warned, with a channel that works and one that does not, values from every source, and an audit log of more than one page.</summary>
public sealed class WatchedGateway : IAsyncLifetime
{
    internal const string Config = """
        version: 2
        credentials: {store: file}
        server: {heartbeat_seconds: 20}
        cache: {enabled: false, ttl: "${CACHE_TIME}"}
        providers:
          - {name: sim, type: simulator, models: [{id: echo, cost: {input: 1, output: 1}}]}
        budgets:
          - {on: gateway, total_tokens: 10, hard: false}
        alerts:
          webhooks:
            - {name: nobody, url: "http://127.0.0.1:9/hook-hidden-part", secret: a-secret-of-sixteen-or-more, on: [quota_low]}
          commands:
            - {name: desk, command: [/bin/true]}
        """;

    /// <summary>More than the console asks for at once.</summary>
    private const int KeysMade = 110;

    private WeirProcess? _weir;

    internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config, Variables = new Dictionary<string, string> { ["CACHE_TIME"] = "10m" } }, token);
        await _weir.RunCliAsync("chains", "set", "coding", "sim/echo");
        await _weir.RunCliAsync("budgets", "set", "key:ci", "--monthly", "20");
        await _weir.RunCliAsync("budgets", "set", "key:ci", "--monthly", "30");
        using var admin = _weir.CreateClient();
        admin.DefaultRequestHeaders.Authorization = new("Bearer", _weir.AdminKey);
        for (var i = 0; i < KeysMade; i++)
        {
            using var body = new StringContent($$"""{"name": "made-{{i}}"}""", System.Text.Encoding.UTF8, "application/json");
            using var made = await admin.PostAsync(new Uri("admin/api/v1/keys", UriKind.Relative), body, token);
            made.EnsureSuccessStatusCode();
        }

        await RaiseAsync(token);
    }

    /// <summary>Goes over the gateway's budget, and waits until that is told.</summary>
    private async Task RaiseAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 10; i++)
        {
            await Weir.Http.ChatAsync("sim/echo", cancellationToken);
        }

        await Eventually.BeTrueAsync("the alert", async () => (await Weir.RunCliAsync("alerts", "list", "--open", "--json")).Json().GetArrayLength() > 0, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }
    }
}
