using System.Text;
using Weir.Gateway.Upstream;
using Weir.Routing.Wires;

namespace Weir.Gateway.Tests.Upstream;

public sealed class BodyEditorTests
{
    [Theory]
    [InlineData("""{"a":1,"model":"m","b":"\u00e9"}""", """{"a":1,"b":"\u00e9"}""")]
    [InlineData("""{"model":"m"}""", "{}")]
    public void A_member_is_left_out_and_the_others_keep_their_bytes(string body, string expected) =>
        Assert.Equal(expected, Apply(body, new BodyEdit { Remove = ["model"] }));

    [Theory]
    [InlineData("""{"max_tokens":5,"x":[1, 2]}""", """{"max_completion_tokens":5,"x":[1, 2]}""")]
    [InlineData("""{"max_tokens":5,"max_completion_tokens":9}""", """{"max_completion_tokens":9}""")]
    public void A_member_is_renamed_unless_the_new_name_is_taken(string body, string expected) =>
        Assert.Equal(expected, Apply(body, new BodyEdit { Rename = [new("max_tokens", "max_completion_tokens")] }));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"v":"2023"}""")]
    [InlineData("""{"v":"old","a":1}""", """{"a":1,"v":"2023"}""")]
    public void A_member_is_set_once(string body, string expected) =>
        Assert.Equal(expected, Apply(body, new BodyEdit { Set = [new("v", "\"2023\"")] }));

    private static string Apply(string body, BodyEdit edit) => Encoding.UTF8.GetString(BodyEditor.Apply(Encoding.UTF8.GetBytes(body), edit).Span);
}
