using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Weir.Metering.Tests;

/// <summary>Remembers what was logged, and lets a test wait for a line.</summary>
public sealed class LogBook : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(EventId Id, string Text)> _lines = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _awaited = new();

    public IEnumerable<string> Lines(int eventId) => _lines.Where(line => line.Id.Id == eventId).Select(line => line.Text);

    public Task WhenLogged(int eventId) =>
        _awaited.GetOrAdd(eventId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        _lines.Enqueue((eventId, formatter(state, exception)));
        _awaited.GetOrAdd(eventId.Id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
