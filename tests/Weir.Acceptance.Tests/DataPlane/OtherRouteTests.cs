using System.Security.Cryptography;
using System.Text;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit.Fixtures;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>The routes beside chat, and bodies that are not small JSON, go through as they came.</summary>
public sealed class OtherRouteTests(ReplayGateway gateway) : IClassFixture<ReplayGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Cases() =>
        RecordedTraffic.Rows(static entry => entry.Dialect is "openai-completions" or "openai-embeddings" or "rerank");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_recorded_exchange_goes_through_unchanged(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var route = name.Split('/')[0] switch
        {
            "openai-completions" => "v1/completions",
            "openai-embeddings" => "v1/embeddings",
            _ => "v1/rerank",
        };
        gateway.Upstream.Play(UpstreamAnswer.Recorded(recorded));

        var (status, body) = await PostAsync(route, "application/json", JsonBytes.WithModel(recorded.Request!, "replay/" + recorded.Model));

        Assert.Equal(recorded.Status, status);
        Assert.Equal(recorded.Response, body);
        var received = Assert.Single(gateway.Upstream.Received);
        Assert.EndsWith("/" + route, received.Path, StringComparison.Ordinal);
        Assert.True(recorded.IsStream ? JsonBytes.IsOneInsertion(recorded.Request, received.Body) : received.Body.AsSpan().SequenceEqual(recorded.Request), received.Text);
    }

    [Theory]
    [InlineData("v1/moderations", """{"model":"replay/omni-moderation-latest","input":"I want to hug them","x-unknown":[1.50,2e3]}""", """{"id":"modr-1","model":"omni-moderation-latest","results":[{"flagged":false,"categories":{},"category_scores":{}}]}""")]
    [InlineData("v1/images/generations", """{"model":"replay/gpt-image-1","prompt":"a weir","size":"1024x1024"}""", """{"created":1,"data":[{"b64_json":"iVBORw0KGgo="}],"usage":{"input_tokens":8,"output_tokens":272,"total_tokens":280}}""")]
    public async Task A_json_route_is_forwarded_with_its_unknown_fields(string route, string request, string answer)
    {
        gateway.Upstream.Play(UpstreamAnswer.Json(answer));

        var (status, body) = await PostAsync(route, "application/json", Encoding.UTF8.GetBytes(request));

        Assert.Equal(200, status);
        Assert.Equal(answer, Encoding.UTF8.GetString(body));
        Assert.Equal(request.Replace("replay/", "", StringComparison.Ordinal), Assert.Single(gateway.Upstream.Received).Text);
    }

    [Fact]
    public async Task Speech_comes_back_as_the_provider_s_bytes()
    {
        var sound = RandomNumberGenerator.GetBytes(300_000);
        gateway.Upstream.Play(UpstreamAnswer.Binary("audio/mpeg", sound) with { Chunking = Chunking.Bytes(10_000) });

        var (status, body) = await PostAsync("v1/audio/speech", "application/json", """{"model":"replay/tts-1","voice":"alloy","input":"water"}"""u8.ToArray());

        Assert.Equal(200, status);
        Assert.Equal(sound, body);
    }

    [Fact]
    public async Task A_recording_to_transcribe_is_forwarded_byte_for_byte()
    {
        var sound = RandomNumberGenerator.GetBytes(200_000);
        gateway.Upstream.Play(UpstreamAnswer.Json("""{"text":"water","usage":{"type":"duration","seconds":3}}"""));

        var (status, _) = await PostAsync("v1/audio/transcriptions", "multipart/form-data; boundary=weir-42", Form("replay/whisper-1", sound));

        Assert.Equal(200, status);
        var received = Assert.Single(gateway.Upstream.Received);
        Assert.Equal("multipart/form-data; boundary=weir-42", received.Headers["content-type"]);
        Assert.Equal(Form("whisper-1", sound), received.Body);
    }

    [Fact]
    public async Task A_prompt_with_an_image_of_20_MB_goes_through_and_is_not_copied_many_times()
    {
        var image = Convert.ToBase64String(RandomNumberGenerator.GetBytes(15_000_000));
        var request = $$$"""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{image}}}"}}]}],"model":"replay/vision"}""";
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-chat/image-in"));

        var (status, _) = await PostAsync("v1/chat/completions", "application/json", Encoding.UTF8.GetBytes(request));

        Assert.Equal(200, status);
        var received = Assert.Single(gateway.Upstream.Received);
        Assert.True(received.Body.Length > 20_000_000);
        Assert.Equal(request.Replace("replay/vision", "vision", StringComparison.Ordinal), received.Text);
        var memory = ProcessMemory.PeakBytes((await gateway.WeirAsync()).Id);
        TestContext.Current.TestOutputHelper?.WriteLine($"largest resident size after a 20 MB prompt: {memory / 1_000_000} MB");
        Assert.True(memory < 400_000_000, $"{memory} bytes");
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", """{"anything":[1,2,{"deep":null}]}""")]
    [InlineData("DELETE", null)]
    public async Task A_pass_through_reaches_the_provider_s_own_path_with_our_credential(string method, string? body)
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Json("""{"ok":true}""", status: 202));
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("p/replay/files/file%201?limit=2&after=a%2Fb", UriKind.Relative));
        request.Headers.Add("x-custom", "kept");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await weir.Http.SendAsync(request, Token);

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal("""{"ok":true}""", await response.Content.ReadAsStringAsync(Token));
        var received = Assert.Single(gateway.Upstream.Received);
        Assert.Equal(method, received.Method);
        Assert.EndsWith("?limit=2&after=a%2Fb", received.Path, StringComparison.Ordinal);
        Assert.Equal(body ?? "", received.Text);
        Assert.Equal("kept", received.Headers["x-custom"]);
        Assert.Equal($"Bearer {gateway.UpstreamKey}", received.Headers["authorization"]);
    }

    private static byte[] Form(string model, byte[] sound) =>
    [
        .. Encoding.UTF8.GetBytes($"--weir-42\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n{model}\r\n"),
        .. "--weir-42\r\nContent-Disposition: form-data; name=\"file\"; filename=\"river.wav\"\r\nContent-Type: audio/wav\r\n\r\n"u8,
        .. sound,
        .. "\r\n--weir-42\r\nContent-Disposition: form-data; name=\"language\"\r\n\r\nen\r\n--weir-42--\r\n"u8,
    ];

    private async Task<(int Status, byte[] Body)> PostAsync(string route, string contentType, byte[] body)
    {
        var weir = await gateway.WeirAsync();
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("content-type", contentType);
        using var response = await weir.Http.PostAsync(new Uri(route, UriKind.Relative), content, Token);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(Token));
    }
}
