using Weir.Catalog;
using Weir.Credentials.SignIn;
using Weir.Credentials.Tests.Kit;

namespace Weir.Credentials.Tests.SignIn;

public sealed class SignInsTests
{
    private static readonly SignInFlow Flow = new() { Name = "device", Label = "Sign in", Grant = "test", ClientId = "c" };

    private readonly MemoryVault _vault = new();

    [Fact]
    public async Task A_sign_in_shows_its_step_then_keeps_the_credential()
    {
        var added = new List<string>();
        await using var signIns = Of(async (attempt, token) =>
        {
            attempt.Show(new SignInStep { Url = "https://a.example/device", UserCode = "AB", TakesPaste = true });
            return Credential(await attempt.PastedAsync(token));
        });

        var started = await signIns.StartAsync(Order(), (credential, _) => Added(added, credential), TestContext.Current.CancellationToken);
        Assert.Equal((SignInState.Waiting, "AB"), (started.State, started.Step!.UserCode));
        Assert.Null(_vault.Find("work"));
        Assert.True(signIns.Paste(started.Id, "the-code"));
        var done = await UntilAsync(signIns, started.Id, SignInState.Done);

        Assert.Equal("the-code", _vault.Find("work")!.Access!.Reveal());
        Assert.Equal(["the-code"], added);
        Assert.Equal("acme", done.Facts["account_id"]);
        Assert.False(signIns.Paste(started.Id, "once more"));
    }

    [Fact]
    public async Task A_refusal_is_told_and_nothing_is_kept()
    {
        await using var signIns = Of(static (_, _) => throw new CredentialException(CredentialFailure.SignInNeeded, "You said no.", "Say yes."));

        var started = await signIns.StartAsync(Order(), static (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);
        var failed = await UntilAsync(signIns, started.Id, SignInState.Failed);

        Assert.Equal(("You said no.", "Say yes."), (failed.Message, failed.Action));
        Assert.Empty(_vault.All);
    }

    [Fact]
    public async Task A_cancelled_sign_in_ends()
    {
        await using var signIns = Of(static async (attempt, token) =>
        {
            attempt.Show(new SignInStep { Url = "https://a.example/device" });
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });

        var started = await signIns.StartAsync(Order(), static (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);
        await signIns.CancelAsync(started.Id);

        Assert.Equal(SignInState.Failed, signIns.Find(started.Id)!.State);
        Assert.Null(signIns.Find("another"));
    }

    [Fact]
    public async Task An_unknown_grant_is_refused()
    {
        await using var signIns = new SignIns([], _vault, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<CredentialException>(() => signIns.StartAsync(Order(), static (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken));

        Assert.Contains("test", exception.Message, StringComparison.Ordinal);
    }

    private static Task Added(List<string> added, StoredCredential credential)
    {
        added.Add(credential.Access!.Reveal());
        return Task.CompletedTask;
    }

    private static async Task<Credentials.SignIn.SignIn> UntilAsync(SignIns signIns, string id, SignInState state)
    {
        for (var i = 0; i < 500 && signIns.Find(id)!.State != state; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var view = signIns.Find(id)!;
        Assert.Equal(state, view.State);
        return view;
    }

    private static SignInOrder Order() => new() { Connection = "work", Provider = "acme", Flow = Flow };

    private static StoredCredential Credential(string access) => new()
    {
        Method = "oauth",
        Provider = "acme",
        Access = new Secret(access),
        Facts = new Dictionary<string, string> { ["account_id"] = "acme" },
    };

    private SignIns Of(Func<SignInAttempt, CancellationToken, Task<StoredCredential>> run) => new([new Grant(run)], _vault, TimeProvider.System);

    private sealed class Grant(Func<SignInAttempt, CancellationToken, Task<StoredCredential>> run) : ISignInGrant
    {
        string ISignInGrant.Grant => "test";

        public Task<StoredCredential> RunAsync(SignInAttempt attempt, CancellationToken cancellationToken) => run(attempt, cancellationToken);
    }
}
