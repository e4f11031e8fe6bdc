using Microsoft.AspNetCore.Http;
using Weir.Gateway.Upstream;

namespace Weir.Gateway.Tests.Upstream;

public sealed class RequestHeadersTests
{
    [Theory]
    [InlineData("User-Agent")]
    [InlineData("openai-beta")]
    [InlineData("Idempotency-Key")]
    [InlineData("X-Title")]
    public void What_any_provider_may_see_goes_upstream(string name) => Assert.True(Goes(name, all: false));

    [Theory]
    [InlineData("X-Made-Up")]
    [InlineData("Authorization")]
    [InlineData("Cookie")]
    [InlineData("x-weir-tags")]
    [InlineData("X-Forwarded-For")]
    public void Everything_else_stays(string name) => Assert.False(Goes(name, all: false));

    [Fact]
    public void A_pass_through_takes_unknown_headers_along() => Assert.True(Goes("X-Made-Up", all: true));

    [Theory]
    [InlineData("authorization")]
    [InlineData("x-api-key")]
    [InlineData("X-Goog-Api-Key")]
    [InlineData("api-key")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Cookie")]
    public void A_pass_through_keeps_credentials(string name) => Assert.False(Goes(name, all: true));

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    [InlineData("X-Real-IP")]
    [InlineData("Via")]
    [InlineData("Origin")]
    [InlineData("Referer")]
    [InlineData("Sec-Fetch-Site")]
    public void A_pass_through_keeps_what_names_the_client_s_machine(string name) => Assert.False(Goes(name, all: true));

    [Theory]
    [InlineData("Host")]
    [InlineData("Connection")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Content-Length")]
    [InlineData("Accept-Encoding")]
    [InlineData("Upgrade")]
    public void A_pass_through_keeps_the_connection_s_own_affairs(string name) => Assert.False(Goes(name, all: true));

    [Theory]
    [InlineData("x-weir-tags")]
    [InlineData("traceparent")]
    [InlineData("baggage")]
    public void A_pass_through_keeps_what_is_the_user_s_own_business(string name) => Assert.False(Goes(name, all: true));

    [Fact]
    public void Values_go_as_they_are()
    {
        using var request = new HttpRequestMessage();
        RequestHeaders.Copy(new HeaderDictionary { ["User-Agent"] = "odd (agent; /1" }, request, all: false, sameDialect: true);

        Assert.Equal("odd (agent; /1", request.Headers.NonValidated["User-Agent"].ToString());
    }

    [Theory]
    [InlineData("anthropic-beta", false)]
    [InlineData("openai-beta", false)]
    [InlineData("user-agent", true)]
    [InlineData("x-session-affinity", true)]
    public void A_translated_request_leaves_behind_what_means_something_to_one_vendor(string name, bool goes) => Assert.Equal(goes, Goes(name, all: false, sameDialect: false));

    private static bool Goes(string name, bool all, bool sameDialect = true)
    {
        using var request = new HttpRequestMessage();
        RequestHeaders.Copy(new HeaderDictionary { [name] = "value" }, request, all, sameDialect);
        return request.Headers.NonValidated.Contains(name);
    }
}
