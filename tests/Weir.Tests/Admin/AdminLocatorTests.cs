using System.Net;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Admin;

public sealed class AdminLocatorTests
{
    private const string Note = "http://127.0.0.1:9347";

    [Fact]
    public async Task A_named_gateway_that_does_not_answer_ends_with_5()
    {
        using var cli = new CliKit();
        cli.Variables["WEIR_ADMIN_KEY"] = "admin";

        var result = await cli.RunAsync("keys", "list", "--url", Note);

        Assert.Equal(ExitCodes.GatewayNotReachable, result.ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }

    [Fact]
    public async Task A_named_gateway_without_a_key_for_it_ends_with_4()
    {
        using var cli = new CliKit();
        cli.Http.Answer = _ => FakeHttp.Json("{}");

        var result = await cli.RunAsync("keys", "list", "--url", Note);

        Assert.Equal(ExitCodes.SignInNeeded, result.ExitCode);
        Assert.Contains("WEIR_ADMIN_KEY", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_gateway_is_found_by_its_note_and_asked_with_the_notes_token()
    {
        using var cli = new CliKit();
        await new RunningGateway(Note, "run-token", 1).WriteAsync(cli.DataFolder, CancellationToken.None);
        cli.Http.Answer = _ => FakeHttp.Json("[]");

        var result = await cli.RunAsync("keys", "list", "--json");

        Assert.Equal("[]", result.Output.Trim());
        Assert.Empty(cli.Admin.Calls);
        Assert.Equal([$"{Note}/health/live ", $"{Note}/admin/api/v1/keys Bearer run-token"], cli.Http.Authorizations);
    }

    [Fact]
    public async Task The_note_of_a_gateway_that_was_killed_is_passed_over()
    {
        using var cli = new CliKit();
        await new RunningGateway(Note, "run-token", 1).WriteAsync(cli.DataFolder, CancellationToken.None);

        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync("keys", "list")).ExitCode);
        Assert.Single(cli.Admin.Calls);
    }

    [Fact]
    public async Task The_notes_token_goes_to_no_other_gateway()
    {
        using var cli = new CliKit();
        await new RunningGateway(Note, "run-token", 1).WriteAsync(cli.DataFolder, CancellationToken.None);
        cli.Http.Answer = _ => FakeHttp.Json("[]");

        var result = await cli.RunAsync("keys", "list", "--url", "http://127.0.0.1:1111");

        Assert.Equal(ExitCodes.SignInNeeded, result.ExitCode);
        Assert.DoesNotContain(cli.Http.Authorizations, text => text.Contains("run-token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"title":"No","status":401,"detail":"The key is revoked.","errorKind":"invalid_credentials","requestId":"req_9"}""", "The key is revoked. (request req_9)")]
    [InlineData("<html>", "status 401")]
    public async Task A_refusal_is_told_in_the_gateways_own_words_where_it_has_some(string body, string expected)
    {
        using var cli = new CliKit();
        cli.Variables["WEIR_ADMIN_KEY"] = "admin";
        cli.Http.Answer = request => request.RequestUri!.AbsolutePath == "/health/live" ? FakeHttp.Json("{}") : FakeHttp.Json(body, HttpStatusCode.Unauthorized);

        var result = await cli.RunAsync("keys", "list", "--url", Note);

        Assert.Equal(ExitCodes.SignInNeeded, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains("WEIR_ADMIN_KEY", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_gateway_is_told()
    {
        using var cli = new CliKit();
        cli.Variables["WEIR_ADMIN_KEY"] = "admin";
        cli.Http.Answer = _ => FakeHttp.Json("<html>");

        var result = await cli.RunAsync("keys", "list", "--url", Note);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("no Weir gateway", result.Error, StringComparison.Ordinal);
    }
}
