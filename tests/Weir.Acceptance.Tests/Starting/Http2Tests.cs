using System.Net;
using Weir.Acceptance.Tests.Program;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Starting;

/// <summary>Clients that speak HTTP/2.</summary>
public sealed class Http2Tests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_comes_over_HTTP_2_without_TLS()
    {
        var port = FreePort.Next();
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Arguments = ["--urls", $"h2c://127.0.0.1:{port}"] }, Token);
        using var client = weir.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{port}/v1/chat/completions"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = ChatCalls.Body("simulator/echo", stream: true),
        };
        request.Headers.Add("x-api-key", weir.ClientKey);
        using var response = await client.SendAsync(request, Token);
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }
}
