using System.Text;
using Weir.Catalog.Snapshot;

namespace Weir.Catalog.Tests.Snapshot;

public sealed class SnapshotCatalogTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Opening_and_listing_providers_reads_no_models_and_takes_little_memory()
    {
        SnapshotCatalog.Embedded();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var catalog = SnapshotCatalog.Embedded();
        var providers = catalog.Providers;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.All(providers, provider => Assert.False(Assert.IsType<LazyModels>(provider.Models).IsRead));
        Assert.True(providers.Sum(provider => provider.Models.Count) > 5000);
        Assert.All(providers, provider => Assert.False(((LazyModels)provider.Models).IsRead));
        Assert.True(allocated < 1 << 20, $"{allocated} bytes");
    }

    [Fact]
    public void Asking_for_one_providers_models_reads_only_those()
    {
        var catalog = SnapshotCatalog.Embedded();
        Assert.True(catalog.TryGetProvider("openai", out var provider));
        Assert.True(provider.Models.ContainsKey("gpt-5.4"));
        Assert.Equal(["openai"], catalog.Providers.Where(other => ((LazyModels)other.Models).IsRead).Select(other => other.Id));
    }

    [Fact]
    public void Many_threads_get_the_same_models()
    {
        var catalog = SnapshotCatalog.Embedded();
        var models = new CatalogModel[64];
        Parallel.For(0, models.Length, i =>
        {
            Assert.True(catalog.TryGetProvider("openrouter", out var provider));
            models[i] = provider.Models.Values.First();
        });
        Assert.All(models, model => Assert.Same(models[0], model));
    }

    [Fact]
    public void TryGetProvider_UnknownId_ReturnsFalse() => Assert.False(SnapshotCatalog.Embedded().TryGetProvider("nobody", out _));

    [Fact]
    public void A_snapshot_written_from_what_was_read_has_the_same_bytes()
    {
        var catalog = SnapshotCatalog.Embedded();
        var again = SnapshotWriter.Write(catalog.Info.Date, catalog.Info.Source, catalog.Providers.Reverse());
        Assert.True(catalog.Bytes.Span.SequenceEqual(again));
    }

    [Fact]
    public void Open_AStoredSnapshot_IsTheSameCatalogue()
    {
        File.WriteAllBytes(_file, SnapshotCatalog.Embedded().Bytes.ToArray());
        var opened = SnapshotCatalog.Open(_file);
        Assert.Equal(SnapshotCatalog.Embedded().Info, opened.Info);
        Assert.Equal("GPT-5.4", opened.Providers.Single(provider => provider.Id == "openai").Models["gpt-5.4"].Name);
    }

    [Theory]
    [InlineData("", "no header")]
    [InlineData("hello\n", "header")]
    [InlineData("[1]\n", "header")]
    [InlineData("{\"format\":2,\"date\":\"2026-01-01\",\"source\":\"s\",\"providers\":0,\"models\":0}\n", "format is 2")]
    [InlineData("{\"format\":1,\"source\":\"s\",\"providers\":0,\"models\":0}\n", "no date")]
    [InlineData("{\"format\":1,\"date\":\"2026-01-01\",\"source\":\"s\",\"providers\":1,\"models\":0}\n", "its header says 1 and 0")]
    [InlineData("{\"format\":1,\"date\":\"2026-01-01\",\"source\":\"s\",\"providers\":0,\"models\":0,\"sha256\":\"00\"}\n", "checksum")]
    [InlineData("{\"format\":1,\"date\":\"2026-01-01\",\"source\":\"s\",\"providers\":0,\"models\":0}\nx\n", "line 2")]
    public void Open_NoSnapshot_SaysWhyAndWhatToDo(string content, string why)
    {
        File.WriteAllText(_file, content);
        var error = Assert.Throws<CatalogFormatException>(() => SnapshotCatalog.Open(_file));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
        Assert.Contains("weir catalog sync", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(70_000)]
    public void Open_CutShort_IsRefused(int missing)
    {
        File.WriteAllBytes(_file, SnapshotCatalog.Embedded().Bytes[..^missing].ToArray());
        Assert.Throws<CatalogFormatException>(() => SnapshotCatalog.Open(_file));
    }

    [Fact]
    public void Open_OneByteChanged_IsRefused()
    {
        var bytes = SnapshotCatalog.Embedded().Bytes.ToArray();
        bytes[^100] ^= 1;
        File.WriteAllBytes(_file, bytes);
        var error = Assert.Throws<CatalogFormatException>(() => SnapshotCatalog.Open(_file));
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_JSON_is_named_when_it_is_read()
    {
        var made = await ApiJson.SyncAsync(ApiJson.Provider("a", "@ai-sdk/openai-compatible"));
        var text = Encoding.UTF8.GetString(made.Snapshot.Span);
        var body = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Replace("\"updated\"", "updated", StringComparison.Ordinal);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var head = $$"""{"format":1,"date":"2026-01-01","source":"s","providers":6,"models":5,"sha256":"{{digest}}"}""";
        var catalog = SnapshotCatalog.Parse(Encoding.UTF8.GetBytes(head + "\n" + body), "here");
        Assert.True(catalog.TryGetProvider("a", out var provider));
        var error = Assert.Throws<CatalogFormatException>(() => provider.Models["m"]);
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
    }
}
