using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Weir.Gateway.InnerCalls;

/// <summary>The head of an inner call's answer: it has started once a byte of the body is sent.</summary>
internal sealed class InnerResponse : HttpResponseFeature
{
    private bool _started;

    public override bool HasStarted => _started;

    public void Start() => _started = true;

    public override void OnStarting(Func<object, Task> callback, object state)
    {
        // Nothing in the pipeline waits for the start of an answer.
    }

    public override void OnCompleted(Func<object, Task> callback, object state)
    {
    }
}

/// <summary>The body of an inner call's answer.</summary>
internal sealed class InnerBody : IHttpResponseBodyFeature
{
    private readonly InnerResponse _head;

    public InnerBody(InnerResponse head, Stream sink)
    {
        _head = head;
        Stream = new StartingStream(head, sink);
        Writer = PipeWriter.Create(Stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    public Stream Stream { get; }

    public PipeWriter Writer { get; }

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        _head.Start();
        return Task.CompletedTask;
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async Task CompleteAsync() => await Writer.CompleteAsync();

    /// <summary>Notes the start of the answer with its first byte.</summary>
    private sealed class StartingStream(InnerResponse head, Stream sink) : SinkStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            head.Start();
            await sink.WriteAsync(buffer, cancellationToken);
        }
    }
}
