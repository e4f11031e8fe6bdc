using System.Text;
using Weir.Credentials.Stores;

namespace Weir.Credentials.Tests.Stores;

/// <summary>What every store does.</summary>
public abstract class SecretStoreContract : IDisposable
{
    private const string Planted = "sk-planted-5f1c0a7e9b3d4c2fa6";

    public static TheoryData<string> Names =>
        ["a", "connection/openai", "../../escape", "with spaces and ünïcode ✓", "quote\"'\\\n", new string('x', 200), "Connection/OpenAI"];

    protected StoreFolder Folder { get; } = new();

    protected virtual bool KeepsPlainText => false;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A store on the same data, as another process would open it.</summary>
    internal abstract ISecretStore Open();

    [Fact]
    public async Task An_empty_store_has_nothing_and_no_problem()
    {
        var store = Open();

        Assert.Null(await store.ProblemAsync(Token));
        Assert.Null(await store.ReadAsync("a", Token));
        Assert.Empty(await store.ListAsync(Token));
        Assert.False(await store.DeleteAsync("a", Token));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_written_is_read_by_another_process(string name)
    {
        byte[] secret = [0, 255, 1, .. Encoding.UTF8.GetBytes(Planted)];
        await Open().WriteAsync(name, secret, Token);

        Assert.Equal(secret, await Open().ReadAsync(name, Token));
        Assert.Equal([name], await Open().ListAsync(Token));
        Assert.Null(await Open().ProblemAsync(Token));
    }

    [Fact]
    public async Task Names_differ_by_case()
    {
        await Open().WriteAsync("a", new byte[] { 1 }, Token);
        await Open().WriteAsync("A", new byte[] { 2 }, Token);

        Assert.Equal([1], await Open().ReadAsync("a", Token));
        Assert.Equal(["A", "a"], await Open().ListAsync(Token));
    }

    [Fact]
    public async Task A_second_write_takes_the_place_of_the_first()
    {
        var store = Open();
        await store.WriteAsync("a", "first and longer"u8.ToArray(), Token);
        await store.WriteAsync("a", "second"u8.ToArray(), Token);

        Assert.Equal("second"u8.ToArray(), await Open().ReadAsync("a", Token));
        Assert.Equal(["a"], await store.ListAsync(Token));
    }

    [Fact]
    public async Task An_empty_secret_is_a_secret()
    {
        await Open().WriteAsync("a", ReadOnlyMemory<byte>.Empty, Token);

        var read = await Open().ReadAsync("a", Token);

        Assert.NotNull(read);
        Assert.Empty(read);
    }

    [Fact]
    public async Task A_secret_may_be_large()
    {
        var secret = new byte[100_000];
        new Random(1).NextBytes(secret);
        await Open().WriteAsync("a", secret, Token);

        Assert.Equal(secret, await Open().ReadAsync("a", Token));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_the_rest_stays()
    {
        var store = Open();
        await store.WriteAsync("b", new byte[] { 2 }, Token);
        await store.WriteAsync("a", new byte[] { 1 }, Token);
        await store.WriteAsync("c", new byte[] { 3 }, Token);

        Assert.True(await store.DeleteAsync("b", Token));
        Assert.False(await Open().DeleteAsync("b", Token));
        Assert.Null(await Open().ReadAsync("b", Token));
        Assert.Equal(["a", "c"], await Open().ListAsync(Token));
        Assert.Equal([3], await Open().ReadAsync("c", Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(201)]
    public async Task A_name_has_1_to_200_characters(object name)
    {
        var text = name as string ?? new string('x', (int)name);

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Open().WriteAsync(text, new byte[] { 1 }, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Open().ReadAsync(text, Token));
    }

    [Fact]
    public async Task Writers_of_several_processes_lose_nothing()
    {
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(
            async () =>
            {
                var store = Open();
                for (var i = 0; i < 8; i++)
                {
                    await store.WriteAsync($"{writer}-{i}", new[] { (byte)writer, (byte)i }, Token);
                    if (i % 2 == 1)
                    {
                        Assert.True(await store.DeleteAsync($"{writer}-{i}", Token));
                    }
                }
            },
            Token));
        await Task.WhenAll(writers);

        var expected = from writer in Enumerable.Range(0, 4) from i in Enumerable.Range(0, 8) where i % 2 == 0 select $"{writer}-{i}";
        Assert.Equal(expected.Order(StringComparer.Ordinal), await Open().ListAsync(Token));
        Assert.Equal([3, 6], await Open().ReadAsync("3-6", Token));
    }

    [Fact]
    public async Task Readers_see_whole_secrets_while_they_are_rewritten()
    {
        await Open().WriteAsync("a", Filled(0), Token);
        var writing = Task.Run(
            async () =>
            {
                var store = Open();
                for (byte i = 1; i < 20; i++)
                {
                    await store.WriteAsync("a", Filled(i), Token);
                }
            },
            Token);
        while (!writing.IsCompleted)
        {
            var read = await Open().ReadAsync("a", Token);
            Assert.NotNull(read);
            Assert.Equal(Filled(read[0]), read);
        }

        await writing;

        static byte[] Filled(byte value) => [.. Enumerable.Repeat(value, 3000)];
    }

    [Fact]
    public async Task Only_the_plain_store_leaves_a_secret_in_the_data_folder()
    {
        var store = Open();
        await store.WriteAsync("connection/one", Encoding.UTF8.GetBytes(Planted), Token);
        await store.WriteAsync("connection/two", Encoding.UTF8.GetBytes(Planted), Token);
        await store.DeleteAsync("connection/two", Token);

        // In all forms that it could be found in: as it is, as base64 at any offset, as hex.
        string[] forms =
        [
            Planted,
            .. Enumerable.Range(0, 3).Select(i => Convert.ToBase64String(Encoding.UTF8.GetBytes(Planted)[i..(i + ((Planted.Length - i) / 3 * 3))])),
            Convert.ToHexString(Encoding.UTF8.GetBytes(Planted)),
        ];
        var found = Directory.EnumerateFiles(Folder.Data.FullPath, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllBytes(file) is var bytes && forms.Any(form => Contains(bytes, form)));
        Assert.Equal(KeepsPlainText, found.Any());
    }

    [Fact]
    public async Task No_file_is_open_to_others()
    {
        await Open().WriteAsync("a", new byte[] { 1 }, Token);
        await Open().WriteAsync("b", new byte[] { 1 }, Token);
        await Open().DeleteAsync("a", Token);

        Assert.Empty(Folder.Data.FindExposed());
    }

    protected virtual void Dispose(bool disposing) => Folder.Dispose();

    private static bool Contains(byte[] bytes, string form) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) >= 0
        || Encoding.Latin1.GetString(bytes).Contains(form, StringComparison.OrdinalIgnoreCase);
}
