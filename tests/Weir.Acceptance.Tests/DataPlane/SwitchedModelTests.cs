using System.Net.Http.Headers;
using System.Text;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>A client that goes on with another model: signatures of the first provider do not reach the second, though it speaks the client's own dialect.</summary>
public sealed class SwitchedModelTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    [Fact]
    public async Task Another_provider_s_signature_is_taken_out_of_the_history()
    {
        // What Weir gave a client of Anthropic for a thought signature of Gemini: base64url of weir1.gemini..
        var envelope = Convert.ToBase64String(Encoding.UTF8.GetBytes("weir1.gemini...c2lnbmF0dXJl")).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        gateway.Upstream.Play(UpstreamAnswer.Recorded("anthropic-messages/text"));
        var weir = await gateway.WeirAsync();
        using var client = new HttpClient { BaseAddress = weir.Url, DefaultRequestHeaders = { { "Authorization", $"Bearer {weir.ClientKey}" } } };
        var body = $$$"""{"model":"claude/main","max_tokens":50,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"{{{envelope}}}"},{"type":"text","text":"Hello."}]},{"role":"user","content":"And?"}]}""";
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

        using var answer = await client.PostAsync("v1/messages", content, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var asked = Assert.Single(gateway.Upstream.Received).Text;
        Assert.DoesNotContain(envelope, asked, StringComparison.Ordinal);
        Assert.DoesNotContain("thinking", asked, StringComparison.Ordinal);
        Assert.Contains("Hello.", asked, StringComparison.Ordinal);
        Assert.Contains("reasoning", answer.Headers.GetValues("x-weir-dropped").Single(), StringComparison.Ordinal);
    }
}
