using System.Text;
using BenchmarkDotNet.Attributes;
using Weir.Dialects.OpenAiChat;

namespace Weir.Benchmarks;

/// <summary>What every request and every event costs on the path: all of it must allocate next to nothing.</summary>
[MemoryDiagnoser]
public class DialectBenchmarks
{
    private readonly byte[] _request = Encoding.UTF8.GetBytes(
        $$"""{"model":"bench/m","messages":[{"role":"user","content":"{{new string('a', 900)}}"}],"stream":true}""");

    private readonly byte[] _event =
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1770950944,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"HrnPqAIrehhT1\"}\n\n"u8.ToArray();

    [Benchmark(Baseline = true)]
    public bool ScanRequest() => RequestScanner.TryScan(_request, out _, out _);

    [Benchmark]
    public int LookAtEvent() =>
        ChatEventScan.NeedCare(_event) || ChatEventScan.Of(_event).HasFinishReason() ? 1 : ChatEventScan.TextBytes(_event);
}
