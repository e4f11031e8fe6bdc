using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>A gateway with something to show on every screen: connections good and bad, requests good and bad, keys, a test session.</summary>
public sealed class FurnishedGateway : IAsyncLifetime
{
    private WeirProcess? _weir;

    internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

    /// <summary>The id of a request that failed.</summary>
    internal string FailedRequest { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Variables = new Dictionary<string, string>
                {
                    ["OPENAI_API_KEY"] = "not-a-key-0123456789",
                    ["OPENROUTER_API_KEY"] = "not-a-key-0123456789",

                    // Whatever is asked of them must not leave the machine.
                    ["HTTPS_PROXY"] = "http://127.0.0.1:9",
                    ["https_proxy"] = "http://127.0.0.1:9",
                },
            },
            token);
        await _weir.RunCliAsync("keys", "create", "laptop", "--user", "ada");
        await _weir.RunCliAsync("keys", "create", "night-batch", "--models", "simulator/*");
        for (var i = 0; i < 12; i++)
        {
            await _weir.Http.ChatAsync(i % 3 == 0 ? "simulator/lorem" : "simulator/echo", token, stream: i % 2 == 0);
        }

        FailedRequest = (await _weir.Http.ChatAsync("openai/gpt-4.1", token)).RequestId;
        await _weir.Http.ChatAsync("no-such-model", token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }
    }
}
