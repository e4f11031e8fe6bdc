using System.Text;
using Weir.Dialects.Multipart;

namespace Weir.Dialects.Tests.Multipart;

public sealed class FormScannerTests
{
    [Fact]
    public void TryScan_FindsModelBesideAFile()
    {
        var body = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF\0\0\r\n--B\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nlab/whisper\r\n--B\r\nContent-Disposition: form-data; name=\"stream\"\r\n\r\ntrue\r\n--B--\r\n";
        Assert.True(FormScanner.TryScan(Encoding.UTF8.GetBytes(body), "B", out var facts, out _));
        Assert.Equal("lab/whisper", facts.Model);
        Assert.Equal("lab/whisper", body.Substring(facts.ModelOffset, facts.ModelLength));
        Assert.True(facts.Stream);
    }

    [Theory]
    [InlineData("--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--B--", "no field \"model\"")]
    [InlineData("--B\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nx", "cut off")]
    [InlineData("hello", "boundary")]
    public void TryScan_SaysWhatIsWrong(string body, string words)
    {
        Assert.False(FormScanner.TryScan(Encoding.UTF8.GetBytes(body), "B", out _, out var error));
        Assert.Contains(words, error!.Message, StringComparison.Ordinal);
    }
}
