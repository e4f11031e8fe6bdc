using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Weir.Gateway.Tests.Fakes;

/// <summary>A client's end of a request: what it was sent, and whether it is still there.</summary>
internal sealed class Client
{
    public Client()
    {
        Http.Response.Body = new MemoryStream();
    }

    public DefaultHttpContext Http { get; } = new();

    public byte[] Bytes => ((MemoryStream)Http.Response.Body).ToArray();

    public long ReceivedBytes => Http.Response.Body.Length;

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>A client that hung up: whatever is flushed to it is told so.</summary>
    public static DefaultHttpContext Gone()
    {
        var pipe = new Pipe();
        pipe.Reader.Complete();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseBodyFeature>(new PipeBody(pipe.Writer));
        return http;
    }

    private sealed class PipeBody(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => writer.AsStream();

        public PipeWriter Writer => writer;

        public void DisableBuffering()
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CompleteAsync() => Task.CompletedTask;
    }
}
