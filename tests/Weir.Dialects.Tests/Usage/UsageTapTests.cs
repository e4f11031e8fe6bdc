using System.Text;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Tests.Usage;

public sealed class UsageTapTests
{
    private const string Answer = """{"id":"x","choices":[{"message":{"content":"say \"usage\": {\"prompt_tokens\": 9}"}}],"usage" : {"prompt_tokens":12,"completion_tokens":34,"note":"a } b","total_tokens":46},"after":true}""";

    [Fact]
    public void Read_CutAnywhereInTwo_FindsTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes(Answer);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            using var tap = new UsageTap();
            tap.Read(bytes.AsSpan(0, cut));
            tap.Read(bytes.AsSpan(cut));
            Assert.True(tap.Seen, $"cut at {cut}");
            Assert.Equal(new TokenUsage { Input = 12, Output = 34 }, tap.Usage);
        }
    }

    [Fact]
    public void Read_ByteByByte_FindsTheSame()
    {
        using var tap = new UsageTap();
        foreach (var one in Encoding.UTF8.GetBytes(Answer))
        {
            tap.Read([one]);
        }

        Assert.Equal(12, tap.Usage.Input);
    }

    [Fact]
    public void Read_UsageToldInTwoEvents_JoinsThem()
    {
        using var tap = new UsageTap();
        tap.Read("""event: message_start {"message":{"usage":{"input_tokens":25,"output_tokens":1}}}"""u8);
        tap.Read("""event: message_delta {"usage":{"output_tokens":15}}"""u8);
        Assert.Equal(new TokenUsage { Input = 25, Output = 15 }, tap.Usage);
    }

    [Theory]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"usage":"none"}""")]
    [InlineData("""{"text":"\"usage\":{\"prompt_tokens\":1}"}""")]
    public void Read_NoUsageObject_SeesNone(string json)
    {
        using var tap = new UsageTap();
        tap.Read(Encoding.UTF8.GetBytes(json));
        Assert.False(tap.Seen);
    }
}
