using System.Text;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming.Scans;
using Weir.Dialects.Usage;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.Streaming;

/// <summary>What the relay finds in passing streams is what the readers of the dialects find.</summary>
public sealed class StreamScanTests
{
    private static readonly (string Dialect, StreamScan Scan, IDialect Reader)[] Known =
    [
        ("anthropic-messages", AnthropicScan.Instance, DialectTable.Find("anthropic-messages")!),
        ("openai-responses", ResponsesScan.Instance, DialectTable.Find("openai-responses")!),
        ("gemini", GeminiScan.Instance, DialectTable.Find("gemini")!),
        ("openai-chat", ChatScan.Instance, DialectTable.Find("openai-chat")!),
    ];

    public static IEnumerable<TheoryDataRow<string>> Streams() => RecordedTraffic.Rows(static entry =>
        entry is { Kind: "stream", Status: 200, File: "stream.sse" } && Known.Any(known => known.Dialect == entry.Dialect));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Usage_and_end_are_found(string name)
    {
        var known = Known.First(known => name.StartsWith(known.Dialect + "/", StringComparison.Ordinal));
        var bytes = RecordedTraffic.Read(name).Response;
        var expected = Kit.StreamChecks.Build(known.Reader.NewStreamReader(), bytes);
        var tap = new UsageTap();
        var ends = 0;
        var isFinished = known.Scan.Finishes(bytes);
        foreach (var text in Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (text.Split('\n').FirstOrDefault(static line => line.StartsWith("data:", StringComparison.Ordinal)) is not { } line)
            {
                continue;
            }

            var notes = known.Scan.Read(Encoding.UTF8.GetBytes(line[5..].Trim()), out var usage);
            ends += notes.HasFlag(ScanNotes.End) ? 1 : 0;
            if (notes.HasFlag(ScanNotes.Usage))
            {
                tap.Replace(known.Scan.Join(tap.Usage, usage));
            }
        }

        // An error can come before the end mark: then the mark ends the failure.
        Assert.Equal(expected.IsComplete || expected.Error is { Kind: not ErrorKind.NetworkError }, ends > 0 || isFinished);
        if (expected.IsComplete && expected.Build().Usage is { } told)
        {
            Assert.Equal((told.Input, told.Output), (tap.Usage.Input, tap.Usage.Output));
        }
    }
}
