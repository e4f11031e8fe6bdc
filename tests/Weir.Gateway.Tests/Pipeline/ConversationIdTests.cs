using System.Text;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Tests.Pipeline;

public sealed class ConversationIdTests
{
    [Theory]
    [InlineData("x-weir-conversation")]
    [InlineData("x-session-affinity")]
    [InlineData("x-claude-code-session-id")]
    [InlineData("session-id")]
    [InlineData("session_id")]
    [InlineData("conversation_id")]
    public void A_clients_header_names_it(string header) => Assert.Equal("abc", Of("""{"prompt_cache_key":"other"}""", (header, "abc")));

    [Fact]
    public void Weirs_own_header_goes_first() => Assert.Equal("mine", Of("{}", ("session_id", "theirs"), ("x-weir-conversation", "mine")));

    [Theory]
    [InlineData("""{"model":"m","prompt_cache_key":"abc"}""", "abc")]
    [InlineData("""{"conversation":"conv_1"}""", "conv_1")]
    [InlineData("""{"conversation":{"x":{"id":"no"},"id":"conv_1"}}""", "conv_1")]
    [InlineData("""{"metadata":{"user_id":"user_1f_account_2e_session_3d-4c"}}""", "3d-4c")]
    [InlineData("""{"metadata":{"user_id":"{\"device_id\":\"d\",\"session_id\":\"3d-4c\"}"}}""", "3d-4c")]
    [InlineData("""{"metadata":{"user_id":"u_session_1"},"prompt_cache_key":"abc"}""", "abc")]
    [InlineData("""{"metadata":{"user_id":"somebody"}}""", null)]
    [InlineData("""{"metadata":{"user_id":"{broken"}}""", null)]
    [InlineData("""{"metadata":null,"prompt_cache_key":7}""", null)]
    [InlineData("""{"messages":[{"prompt_cache_key":"deep"}]}""", null)]
    [InlineData("""{"prompt_cache_key":"ab""", null)]
    [InlineData("", null)]
    public void A_body_names_it_where_no_header_does(string body, string? expected) => Assert.Equal(expected, Of(body));

    [Fact]
    public void What_is_too_long_is_no_id() => Assert.Null(Of($$"""{"prompt_cache_key":"{{new string('a', 300)}}"}""", ("session_id", new string('b', 300))));

    private static string? Of(string body, params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        foreach (var (name, value) in headers)
        {
            http.Request.Headers[name] = value;
        }

        return ConversationId.Of(http.Request, Encoding.UTF8.GetBytes(body));
    }
}
