using Microsoft.AspNetCore.Http;
using Weir.Gateway.Upstream;

namespace Weir.Gateway.Tests.Upstream;

public sealed class ResponseHeadersTests
{
    [Theory]
    [InlineData("Retry-After")]
    [InlineData("x-request-id")]
    [InlineData("X-RateLimit-Remaining-Tokens")]
    [InlineData("openai-processing-ms")]
    [InlineData("anthropic-organization-id")]
    public void What_the_vendor_tells_the_client_passes(string name) => Assert.True(Passes(name));

    [Theory]
    [InlineData("Set-Cookie")]
    [InlineData("Connection")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Server")]
    [InlineData("Alt-Svc")]
    [InlineData("Access-Control-Allow-Origin")]
    [InlineData("x-weir-cost")]
    public void Everything_else_stays(string name) => Assert.False(Passes(name));

    [Fact]
    public void The_content_type_passes_as_the_vendor_wrote_it()
    {
        var headers = Copy(static from => from.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json;charset=UTF-8"));

        Assert.Equal("application/json;charset=UTF-8", headers["Content-Type"]);
    }

    [Fact]
    public void The_content_length_stays_for_the_relay_to_decide()
    {
        var headers = Copy(static from => from.Content.Headers.ContentLength = 5);

        Assert.Null(headers.ContentLength);
    }

    [Fact]
    public void Several_values_of_one_header_pass_all()
    {
        var headers = Copy(static from => from.Headers.TryAddWithoutValidation("openai-note", ["a", "b"]));

        Assert.Equal("a|b", string.Join('|', headers["openai-note"].ToArray()));
    }

    private static bool Passes(string name) => Copy(from => from.Headers.TryAddWithoutValidation(name, "1")).ContainsKey(name);

    private static HeaderDictionary Copy(Action<HttpResponseMessage> set)
    {
        using var from = new HttpResponseMessage { Content = new ByteArrayContent([]) };
        set(from);
        var to = new HeaderDictionary();
        ResponseHeaders.Copy(from, to);
        return to;
    }
}
