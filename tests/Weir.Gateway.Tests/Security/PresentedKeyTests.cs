using Microsoft.AspNetCore.Http;
using Weir.Gateway.Security;

namespace Weir.Gateway.Tests.Security;

public sealed class PresentedKeyTests
{
    [Theory]
    [InlineData("Authorization", "Bearer weir-abc")]
    [InlineData("Authorization", "bearer weir-abc")]
    [InlineData("Authorization", "Bearer  weir-abc ")]
    [InlineData("x-api-key", "weir-abc")]
    [InlineData("x-goog-api-key", " weir-abc ")]
    public void A_key_is_found_in_a_header(string name, string value)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[name] = value;

        Assert.Equal("weir-abc", PresentedKey.Of(http.Request));
    }

    [Fact]
    public void A_key_is_found_in_the_query()
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString("?alt=sse&key=weir-abc");

        Assert.Equal("weir-abc", PresentedKey.Of(http.Request));
    }

    [Fact]
    public void The_bearer_comes_first()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = "Bearer weir-abc";
        http.Request.Headers["x-api-key"] = "weir-other";

        Assert.Equal("weir-abc", PresentedKey.Of(http.Request));
    }

    [Fact]
    public void A_key_is_found_beside_another_scheme()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = "Basic dTpw";
        http.Request.Headers["x-api-key"] = "weir-abc";

        Assert.Equal("weir-abc", PresentedKey.Of(http.Request));
    }

    [Theory]
    [InlineData("Authorization", "weir-abc")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("x-api-key", "")]
    [InlineData("Cookie", "key=weir-abc")]
    public void What_is_no_key_is_none(string name, string value)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[name] = value;

        Assert.True(PresentedKey.Of(http.Request).IsEmpty);
    }
}
