using Microsoft.AspNetCore.Http;
using Weir.Gateway.Security;

namespace Weir.Gateway.Tests.Sockets;

public sealed class SubprotocolsTests
{
    [Theory]
    [InlineData("realtime, openai-insecure-api-key.weir-abc, openai-beta.realtime-v1", "weir-abc")]
    [InlineData("openai-insecure-api-key.weir-abc", "weir-abc")]
    [InlineData("realtime", "")]
    [InlineData("openai-insecure-api-key.", "")]
    public void A_key_is_found_among_the_subprotocols(string offered, string key)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.SecWebSocketProtocol = offered;

        Assert.Equal(key, PresentedKey.Of(http.Request));
    }

    [Fact]
    public void A_header_comes_first()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = "Bearer weir-abc";
        http.Request.Headers.SecWebSocketProtocol = "openai-insecure-api-key.weir-other";

        Assert.Equal("weir-abc", PresentedKey.Of(http.Request));
    }
}
