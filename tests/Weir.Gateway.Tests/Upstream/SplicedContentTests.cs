using System.Text;
using Weir.Dialects.Bodies;
using Weir.Gateway.Upstream;

namespace Weir.Gateway.Tests.Upstream;

public sealed class SplicedContentTests
{
    private const string Body = """{"model":"a","stream":true}""";

    private static readonly Splice Model = new(9, 3, "\"longer\""u8.ToArray());
    private static readonly Splice Ask = new(1, 0, "\"x\":1,"u8.ToArray());

    public static TheoryData<int, int, string> Splices => new()
    {
        { 0, 0, Body },
        { 1, 0, """{"model":"longer","stream":true}""" },
        { 0, 1, """{"model":"longer","stream":true}""" },
        { 1, 2, """{"x":1,"model":"longer","stream":true}""" },
        { 2, 1, """{"x":1,"model":"longer","stream":true}""" },
    };

    [Theory]
    [MemberData(nameof(Splices))]
    public async Task The_body_goes_out_with_its_splices(int one, int two, string expected)
    {
        using var content = Content(one, two);

        Assert.Equal(expected, await SendAsync(content));
    }

    [Theory]
    [MemberData(nameof(Splices))]
    public void The_stated_length_is_that_of_the_spliced_body(int one, int two, string expected)
    {
        using var content = Content(one, two);

        Assert.Equal(expected.Length, content.Headers.ContentLength);
    }

    [Theory]
    [MemberData(nameof(Splices))]
    public async Task The_body_can_be_sent_again(int one, int two, string expected)
    {
        using var content = Content(one, two);
        await SendAsync(content);

        Assert.Equal(expected, await SendAsync(content));
    }

    [Fact]
    public async Task Splices_may_stand_at_both_ends()
    {
        using var content = new SplicedContent("abc"u8.ToArray(), null, new Splice(3, 0, "!"u8.ToArray()), null, new Splice(0, 1, "A"u8.ToArray()), new Splice(3, 0, "?"u8.ToArray()));

        Assert.Equal("Abc!?", await SendAsync(content));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    public async Task A_copy_in_memory_is_what_is_sent(int one, int two)
    {
        using var content = Content(one, two);
        var copy = new MemoryStream();

        content.CopyTo(copy, null, TestContext.Current.CancellationToken);

        Assert.Equal(await SendAsync(content), Encoding.UTF8.GetString(copy.ToArray()));
    }

    [Fact]
    public void The_content_type_stays_as_the_client_wrote_it()
    {
        using var content = new SplicedContent("abc"u8.ToArray(), "multipart/form-data;boundary=\"a b\"");

        Assert.Equal("multipart/form-data;boundary=\"a b\"", content.Headers.NonValidated["Content-Type"].ToString());
    }

    [Fact]
    public void Without_a_content_type_none_is_made_up()
    {
        using var content = new SplicedContent("abc"u8.ToArray(), null);

        Assert.False(content.Headers.Contains("Content-Type"));
    }

    private static SplicedContent Content(int one, int two) => new(Encoding.UTF8.GetBytes(Body), "application/json", Splice(one), Splice(two));

    private static Splice? Splice(int number) => number switch { 1 => Model, 2 => Ask, _ => null };

    private static async Task<string> SendAsync(SplicedContent content)
    {
        using var wire = new MemoryStream();
        await content.CopyToAsync(wire, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(wire.ToArray());
    }
}
