using Weir.Gateway.Admin.Previews;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Explain;

public sealed class WhatIfTests : IDisposable
{
    private readonly CliKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task It_tells_who_would_be_asked_who_would_not_and_what_is_left_out()
    {
        var body = Path.Combine(_kit.Folder, "body.json");
        await File.WriteAllTextAsync(body, """{"messages":[]}""", TestContext.Current.CancellationToken);

        var result = await _kit.RunAsync("explain", "--what-if", "--model", "coding", "--key", "ci", "--file", "body.json");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("coding by ci, chat in openai-chat", result.Output, StringComparison.Ordinal);
        Assert.Contains("translated openai-chat -> openai-responses", result.Output, StringComparison.Ordinal);
        Assert.Contains("leaves out top_k", result.Output, StringComparison.Ordinal);
        Assert.Contains("skipped: It has no key.", result.Output, StringComparison.Ordinal);
        var asked = Assert.IsType<RouteQuestion>(Assert.Single(_kit.Admin.Calls));
        Assert.Equal(("coding", "ci", """{"messages":[]}"""), (asked.Model, asked.Key, asked.Body!.Value.GetRawText()));
    }

    [Fact]
    public async Task A_request_that_would_be_refused_ends_with_1()
    {
        var result = await _kit.RunAsync("explain", "--what-if", "--model", "nothing", "--json");

        Assert.Equal((ExitCodes.Failed, "model_not_available"), (result.ExitCode, result.Json().GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", "req_1", "--what-if")]
    public async Task What_makes_no_sense_is_wrong_usage(params string[] arguments) => Assert.Equal(ExitCodes.WrongUsage, (await _kit.RunAsync(arguments)).ExitCode);

    [Fact]
    public async Task A_body_that_is_no_JSON_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(_kit.Folder, "body.json"), "{", TestContext.Current.CancellationToken);
        var result = await _kit.RunAsync("explain", "--what-if", "--file", "body.json");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("not JSON", result.Error, StringComparison.Ordinal);
    }
}
