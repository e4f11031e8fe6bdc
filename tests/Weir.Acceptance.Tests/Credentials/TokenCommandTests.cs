using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Credentials;

/// <summary>A connection that signs in by a program of somebody else's.</summary>
public sealed class TokenCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_token_is_fetched_again_and_the_client_sees_nothing_of_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The token command of this test is a shell script.");
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var folder = new TemporaryFolder();
        var (script, token) = (folder.Combine("token.sh"), folder.Combine("token"));
        await File.WriteAllTextAsync(token, "first", Token);
        await File.WriteAllTextAsync(script, $"#!/bin/sh\ncat '{token}'\n", Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await using var weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $"version: 2\nproviders:\n  - name: lab\n    type: openai-compatible\n    base_url: {upstream.BaseUrl}\n    auth_method: command\n    auth: {{command: ['{script}']}}\n    models: [m]\n",
            },
            Token);

        upstream.Play(UpstreamAnswer.Json("""{"choices":[]}"""));
        Assert.Equal(200, (await weir.Http.ChatAsync("lab/m", Token)).Status);
        Assert.Equal("Bearer first", upstream.Received[^1].Headers["authorization"]);

        await File.WriteAllTextAsync(token, "second", Token);
        upstream.Play(UpstreamAnswer.Json("""{"error":{"message":"expired"}}""", 401), UpstreamAnswer.Json("""{"choices":[]}"""));
        Assert.Equal(200, (await weir.Http.ChatAsync("lab/m", Token)).Status);
        Assert.Equal(["Bearer first", "Bearer second"], upstream.Received.Select(static request => request.Headers["authorization"]));

        File.Delete(token);
        upstream.Play(UpstreamAnswer.Json("""{"error":{"message":"expired"}}""", 401));
        var refused = await weir.Http.ChatAsync("lab/m", Token);
        Assert.Equal(401, refused.Status);
    }
}
