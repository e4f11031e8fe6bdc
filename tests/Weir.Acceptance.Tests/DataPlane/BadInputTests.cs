using System.Text;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>Whatever a client sends, it gets an error that tells it what to do, and the next request is served.</summary>
public sealed class BadInputTests(ReplayGateway gateway) : IClassFixture<ReplayGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string> Inputs() => new()
    {
        { "empty body", 400, "invalid_request" },
        { "half a document", 400, "invalid_request" },
        { "not JSON", 400, "invalid_request" },
        { "an array", 400, "invalid_request" },
        { "a number", 400, "invalid_request" },
        { "model is a number", 400, "invalid_request" },
        { "model is empty", 400, "invalid_request" },
        { "stream is a text", 400, "invalid_request" },
        { "messages is a number", 400, "invalid_request" },
        { "no model", 400, "invalid_request" },
        { "unknown model", 404, "model_not_available" },
        { "unknown connection", 404, "model_not_available" },
        { "invalid UTF-8", 400, "invalid_request" },
        { "10,000 nested arrays", 400, "invalid_request" },
        { "text after the document", 400, "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Bad_input_is_refused_in_OpenAI_s_shape_and_the_process_goes_on(string input, int status, string code)
    {
        var (actual, body) = await PostAsync(Body(input));

        Assert.Equal(status, actual);
        var error = OpenAiError.Parse(body);
        error.AssertComplete();
        Assert.Equal(code, error.Code);
        Assert.Empty(gateway.Upstream.Received);
        await AssertStillServesAsync();
    }

    [Theory]
    [InlineData("hose-model", "house-model")]
    [InlineData("priced/house-modle", "house-model")]
    [InlineData("simulator/eco", "simulator/echo")]
    public async Task An_unknown_model_is_answered_with_the_nearest_names(string asked, string nearest)
    {
        var (status, body) = await PostAsync(Encoding.UTF8.GetBytes($$"""{"model":"{{asked}}","messages":[]}"""));

        Assert.Equal(404, status);
        Assert.Contains(nearest, OpenAiError.Parse(body).Message + OpenAiError.Parse(body).Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_too_large()
    {
        var weir = await gateway.WeirAsync();
        using var content = new StreamContent(new EndlessStream(1L << 30));
        content.Headers.Add("content-type", "application/json");
        content.Headers.ContentLength = 1L << 30;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/chat/completions", UriKind.Relative)) { Content = content };
        request.Headers.ExpectContinue = true;

        using var response = await weir.Http.SendAsync(request, Token);

        Assert.Equal(413, (int)response.StatusCode);
        var error = OpenAiError.Parse(await response.Content.ReadAsStringAsync(Token));
        error.AssertComplete();
        Assert.Equal("payload_too_large", error.Code);
        await AssertStillServesAsync();
    }

    [Theory]
    [InlineData("GET", "v1/chat/completions", 405)]
    [InlineData("POST", "v1/no/such/route", 404)]
    public async Task A_wrong_method_or_path_is_told_in_JSON(string method, string path, int status)
    {
        var weir = await gateway.WeirAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var response = await weir.Http.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
        OpenAiError.Parse(await response.Content.ReadAsStringAsync(Token)).AssertComplete();
    }

    private static byte[] Body(string input) => input switch
    {
        "empty body" => [],
        "half a document" => """{"model":"replay/m","messages":[{"role":"us"""u8.ToArray(),
        "not JSON" => "model=replay/m"u8.ToArray(),
        "an array" => """[{"model":"replay/m"}]"""u8.ToArray(),
        "a number" => "42"u8.ToArray(),
        "model is a number" => """{"model":5,"messages":[]}"""u8.ToArray(),
        "model is empty" => """{"model":"","messages":[]}"""u8.ToArray(),
        "stream is a text" => """{"model":"replay/m","stream":"yes","messages":[]}"""u8.ToArray(),
        "messages is a number" => """{"model":"replay/m","messages":7}"""u8.ToArray(),
        "no model" => """{"messages":[]}"""u8.ToArray(),
        "unknown model" => """{"model":"no-such-model","messages":[]}"""u8.ToArray(),
        "unknown connection" => """{"model":"nowhere/m","messages":[]}"""u8.ToArray(),
        "invalid UTF-8" => [.. """{"model":"replay/m","messages":[{"role":"user","content":"x"""u8, 0xC3, 0x28, .. "\"}]}"u8],
        "10,000 nested arrays" => Encoding.UTF8.GetBytes($$"""{"model":"replay/m","messages":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""),
        "text after the document" => """{"model":"replay/m","messages":[]} and more"""u8.ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, null),
    };

    private async Task<(int Status, string Body)> PostAsync(byte[] body)
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play();
        using var content = new ByteArrayContent(body);
        content.Headers.Add("content-type", "application/json");
        using var response = await weir.Http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content, Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private async Task AssertStillServesAsync()
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Json("""{"choices":[]}"""));
        using var content = new StringContent("""{"model":"replay/m","messages":[]}""", Encoding.UTF8, "application/json");
        using var response = await weir.Http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content, Token);
        Assert.Equal(200, (int)response.StatusCode);
    }
}
