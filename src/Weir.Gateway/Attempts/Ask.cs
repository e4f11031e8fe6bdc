using System.Diagnostics;
using Weir.Gateway.Background;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Relay;
using Weir.Gateway.Translation;
using Weir.Routing.Health;
using Weir.Routing.Targets;

namespace Weir.Gateway.Attempts;

/// <summary>One attempt while it runs. It can be called off without the request.</summary>
internal sealed class Ask : IDisposable
{
    private readonly CancellationTokenSource _abort;
    private Stream? _body;

    /// <summary>Begins an attempt of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">Whom it asks.</param>
    /// <param name="health">How the target fares.</param>
    /// <param name="beat">How often the client is told that it still runs; null = somebody else tells it.</param>
    /// <param name="timeLeft">The longest wait for the answer's beginning, where that is shorter than the connection's own.</param>
    public Ask(RequestContext context, Target target, TargetHealth health, TimeSpan? beat, TimeSpan? timeLeft)
    {
        var wire = Lanes.WireFor(context.Operation, target.Wires);
        Attempt = new Attempt(target, wire, Stopwatch.GetTimestamp()) { Background = BackgroundAnswer.Of(context, wire) };
        context.Attempts.Add(Attempt);
        Health = health;
        _abort = CancellationTokenSource.CreateLinkedTokenSource(context.Http.RequestAborted);
        Pulse = NewPulse(context, beat);
        var limit = target.Connection.Timeouts.FirstByte;
        FirstByteLimit = timeLeft < limit ? timeLeft.Value : limit;
    }

    public Attempt Attempt { get; }

    public TargetHealth Health { get; }

    /// <summary>Watches its waits.</summary>
    public Pulse Pulse { get; private set; }

    /// <summary>The longest wait for the answer's beginning.</summary>
    public TimeSpan FirstByteLimit { get; }

    /// <summary>The head of the answer, once it is there. Disposed of with this.</summary>
    public HttpResponseMessage? Response { get; set; }

    /// <summary>True when it was ended though it did nothing wrong.</summary>
    public bool IsCalledOff { get; private set; }

    public CancellationToken Token => _abort.Token;

    /// <summary>The answer's body.</summary>
    public async ValueTask<Stream> BodyAsync() => _body ??= await Response!.Content.ReadAsStreamAsync(Token);

    /// <summary>Waits for the first bytes of the answer's body, and keeps them for whoever reads it.</summary>
    public async Task WaitForBodyAsync()
    {
        var body = await BodyAsync();
        var piece = new byte[1024];
        Pulse.Enter(FirstByteLimit);
        try
        {
            var read = await body.ReadAsync(piece, Token);
            Attempt.NoteFirstByte();
            _body = new PrefixedStream(piece.AsMemory(0, read), body);
        }
        finally
        {
            await Pulse.LeaveAsync();
        }
    }

    /// <summary>Watches it anew, and tells the client that it still runs.</summary>
    public Pulse Watch(RequestContext context, TimeSpan beat)
    {
        Pulse.Dispose();
        return Pulse = NewPulse(context, beat);
    }

    /// <summary>Ends it: its upstream is hung up on.</summary>
    public void CallOff()
    {
        IsCalledOff = true;
        _abort.Cancel();
    }

    public void Dispose()
    {
        Pulse.Dispose();
        _body?.Dispose();
        Response?.RequestMessage?.Dispose();
        Response?.Dispose();
        Health.End();
        _abort.Dispose();
    }

    private Pulse NewPulse(RequestContext context, TimeSpan? beat) =>
        new(beat is not null && context.Stream ? new SseHeartbeat(context) : null, beat ?? TimeSpan.FromDays(1), _abort);
}
