using System.Threading.Channels;

namespace Weir.Credentials.SignIn;

/// <summary>One sign-in under way: what its grant shows, and what the person pastes.</summary>
internal sealed class RunningSignIn : IAsyncDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _pasted = Channel.CreateBounded<string>(8);
    private Task _work = Task.CompletedTask;
    private SignIn _view;

    public RunningSignIn(string id, SignInOrder order)
    {
        _view = new SignIn { Id = id, Connection = order.Connection, Provider = order.Provider, Flow = order.Flow.Name, State = SignInState.Waiting };
        Attempt = new Seen(this) { Flow = order.Flow, Provider = order.Provider, Fields = order.Fields, MayListen = order.MayListen };
    }

    public string Id => _view.Id;

    public SignIn View => Volatile.Read(ref _view);

    public SignInAttempt Attempt { get; }

    public DateTimeOffset? EndedAt { get; private set; }

    public void Begin(Func<CancellationToken, Task> work, TimeProvider time) => _work = Task.Run(() => WorkAsync(work, time));

    /// <summary>Waits until there is something to tell, at most a few seconds.</summary>
    public async Task FirstStepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _told.Task.WaitAsync(FirstWait, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The provider is slow; whoever asked will ask again.
        }
    }

    public bool Paste(string text) => View.State == SignInState.Waiting && _pasted.Writer.TryWrite(text);

    public void Done(StoredCredential credential) => Show(View with { State = SignInState.Done, Step = null, Message = "Signed in.", Facts = credential.Facts });

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WorkAsync(Func<CancellationToken, Task> work, TimeProvider time)
    {
        try
        {
            await work(_stop.Token);
        }
        catch (CredentialException exception)
        {
            Fail(exception.Message, exception.Action);
        }
        catch (OperationCanceledException)
        {
            Fail("It was called off.", "Start it again when you want to sign in.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            Fail($"The provider can't be reached: {exception.Message}", "Check the network, then try again.");
        }
        finally
        {
            EndedAt = time.GetUtcNow();
            _told.TrySetResult();
        }
    }

    private void Fail(string message, string action) => Show(View with { State = SignInState.Failed, Step = null, Message = message, Action = action });

    private void Show(SignIn view) => Volatile.Write(ref _view, view);

    private sealed class Seen(RunningSignIn running) : SignInAttempt
    {
        public override void Show(SignInStep step)
        {
            running.Show(running.View with { Step = step });
            running._told.TrySetResult();
        }

        public override async Task<string> PastedAsync(CancellationToken cancellationToken) => await running._pasted.Reader.ReadAsync(cancellationToken);
    }
}
