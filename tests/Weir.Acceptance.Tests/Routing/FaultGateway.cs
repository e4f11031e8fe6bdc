using System.Globalization;
using System.Text;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>A gateway with a chain of three for each fault, each kind of provider and each client: a fault, another fault, one that answers. No two share a target.</summary>
public sealed class FaultGateway : IAsyncLifetime
{
    private readonly Lazy<Task<WeirProcess>> _weir;
    private FaultyUpstream? _upstream;

    public FaultGateway() => _weir = new Lazy<Task<WeirProcess>>(() => WeirProcess.StartAsync(
        new WeirSetup { Config = Config(), Variables = new Dictionary<string, string> { ["FAULT_KEY"] = WeirSetup.RandomKey() } },
        TestContext.Current.CancellationToken));

    /// <summary>The kinds of provider.</summary>
    internal static IReadOnlyList<string> Providers { get; } = ["openai-compatible", "anthropic"];

    internal Task<WeirProcess> WeirAsync() => _weir.Value;

    /// <summary>The name of a chain, and of the model in it.</summary>
    internal static string Chain(Fault fault, string provider, RouteClient client) => $"{fault.Name}-{provider}-{client.Name}";

    /// <summary>The fault that comes second in the chains of a fault.</summary>
    internal static Fault Second(Fault fault)
    {
        var others = Fault.All.Where(static other => !other.Answers && other.Name != "hangs").ToList();
        return others[(others.IndexOf(fault) + 4) % others.Count];
    }

    public ValueTask InitializeAsync()
    {
        _upstream = new FaultyUpstream(static (request, connection, token) => Fault.All.FirstOrDefault(fault => fault.Name == request.Name) is { Play: { } play }
            ? play(request, connection, token)
            : connection.AnswerAsync(200, GoodAnswer.Body(request.IsAnthropic, request.IsStream), token, GoodAnswer.Type(request.IsStream)));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_weir is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await using var weir = await _weir.Value;
        }

        await _upstream!.DisposeAsync();
    }

    /// <summary>What a connection lists: not every provider is asked for models that nobody listed.</summary>
    private static IEnumerable<string> Models(string name, string provider) =>
        from fault in Fault.All where name == "good" || name == fault.Name || name == Second(fault).Name from client in RouteClient.All select Chain(fault, provider, client);

    private string Config()
    {
        var text = new StringBuilder("version: 2\nrouting: {retry_budget: 1}\nproviders:\n");
        foreach (var provider in Providers)
        {
            foreach (var name in Fault.All.Select(static fault => fault.Name).Append("good"))
            {
                var address = Fault.All.FirstOrDefault(fault => fault.Name == name)?.Address?.Invoke(_upstream!.Authority) ?? $"http://{_upstream!.Authority}/{name}";
                text.Append(CultureInfo.InvariantCulture, $$"""  - {name: "{{provider}}-{{name}}", type: {{provider}}, base_url: "{{address}}/v1", api_key: "${FAULT_KEY}", timeouts: {first_byte: 1s}, models: [{{string.Join(", ", Models(name, provider))}}]}""").Append('\n');
            }
        }

        text.Append("chains:\n");
        foreach (var (fault, provider, client) in from fault in Fault.All from provider in Providers from client in RouteClient.All select (fault, provider, client))
        {
            var model = Chain(fault, provider, client);
            text.Append(CultureInfo.InvariantCulture, $$"""  {{model}}: {targets: ["{{provider}}-{{fault.Name}}/{{model}}", "{{provider}}-{{Second(fault).Name}}/{{model}}", "{{provider}}-good/{{model}}"]}""").Append('\n');
        }

        return text.ToString();
    }
}
