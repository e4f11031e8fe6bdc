using System.Threading.Channels;
using Weir.Credentials.SignIn;

namespace Weir.Credentials.Tests.OAuth.Kit;

/// <summary>A sign-in whose person is the test.</summary>
internal sealed class TestAttempt : SignInAttempt
{
    private readonly Channel<SignInStep> _steps = Channel.CreateUnbounded<SignInStep>();
    private readonly Channel<string> _pastes = Channel.CreateUnbounded<string>();

    public override void Show(SignInStep step) => _steps.Writer.TryWrite(step);

    public override async Task<string> PastedAsync(CancellationToken cancellationToken) => await _pastes.Reader.ReadAsync(cancellationToken);

    /// <summary>The next thing that is shown.</summary>
    public async Task<SignInStep> StepAsync() =>
        await _steps.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public void Paste(string text) => _pastes.Writer.TryWrite(text);
}
