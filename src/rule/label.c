/*
 * label.c - see label.h. A row's key is "word" or "owner.word"; of a text that can stand
 * there "word=text", "owner.word=text", or "=text" wherever it stands. "group~word" is how
 * a word reads in a line, "#" being its text.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/label.h"

#include <ctype.h>
#include <string.h>

#include "base/lang.h"
#include "base/macros.h"

#define DIGITS "0123456789"

struct label {
	const char *key, *ja, *en;
};

/* clang-format off */
static const struct label labels[] = {
	{ "code", "コード", "Code" },
	{ "name", "名称", "Name" },
	{ "by_law", "条文", "By-law" },
	{ "note", "覚え書き", "Note" },
	{ "valid", "適用期間", "In force" },
	{ "when", "適用する場合", "Applies when" },
	{ "unless", "除く場合", "Except when" },
	{ "use_from", "利用日から", "Used from" },
	{ "use_to", "利用日まで", "Used until" },
	{ "apply_from", "申込日から", "Applied from" },
	{ "apply_to", "申込日まで", "Applied until" },
	{ "=no", "いいえ", "no" },
	{ "=yes", "はい", "yes" },
	{ "months", "か月", "Months" },
	{ "weeks", "週", "Weeks" },
	{ "days", "日", "Days" },
	{ "open_days", "開館日数", "Open days" },
	{ "working_days", "平日数", "Working days" },
	{ "counter_days", "受付日数", "Counter days" },
	{ "block", "区切り(か月)", "Block (months)" },
	{ "starts", "区切りの初めの月", "Block begins in month" },
	{ "day", "月の日", "Day of the month" },
	{ "nth", "第何", "Which of the month" },
	{ "weekday", "曜日", "Day of the week" },
	{ "instead", "特定の月の例外", "Instead, in a month" },
	{ "in", "前の月(月)", "In month" },
	{ "month", "当たる月", "Falls in month" },
	{ "missing", "その日付がないとき", "No such date" },
	{ "if_closed", "休みに当たるとき", "When closed" },
	{ "later", "さらに後(日)", "Days later" },
	{ "first_day", "初日", "First day" },
	{ "at", "時刻", "At" },
	{ "=last", "末日", "last" },
	{ "nth=1", "第1", "1st" },
	{ "nth=2", "第2", "2nd" },
	{ "nth=3", "第3", "3rd" },
	{ "nth=4", "第4", "4th" },
	{ "nth=5", "第5", "5th" },
	{ "nth=last", "最終", "last" },
	{ "=sun", "日", "Sun" },
	{ "=mon", "月", "Mon" },
	{ "=tue", "火", "Tue" },
	{ "=wed", "水", "Wed" },
	{ "=thu", "木", "Thu" },
	{ "=fri", "金", "Fri" },
	{ "=sat", "土", "Sat" },
	{ "missing=last_day", "月末", "last day" },
	{ "missing=next_day", "翌日", "next day" },
	{ "=stays", "動かさない", "stays" },
	{ "=next_open", "次の開館日", "next open day" },
	{ "=previous_open", "前の開館日", "previous open day" },
	{ "=next_counter", "次の受付日", "next counter day" },
	{ "=previous_counter", "前の受付日", "previous counter day" },
	{ "=next_weekday", "次の平日", "next working day" },
	{ "=previous_weekday", "前の平日", "previous working day" },
	{ "=left_out", "算入しない", "left out" },
	{ "=counts", "算入する", "counts" },
	{ "moment~months", "#か月前", "# months before" },
	{ "moment~weeks", "#週前", "# weeks before" },
	{ "moment~days", "#日前", "# days before" },
	{ "moment~days=0", "当日", "the day itself" },
	{ "moment~open_days", "開館日で#日前", "# open days before" },
	{ "moment~working_days", "平日で#日前", "# working days before" },
	{ "moment~counter_days", "受付日で#日前", "# counter days before" },
	{ "after~months", "#か月後", "# months after" },
	{ "after~weeks", "#週後", "# weeks after" },
	{ "after~days", "#日後", "# days after" },
	{ "after~open_days", "開館日で#日後", "# open days after" },
	{ "after~working_days", "平日で#日後", "# working days after" },
	{ "after~counter_days", "受付日で#日後", "# counter days after" },
	{ "blocks~months", "#か月間", "for # months" },
	{ "blocks~weeks", "#週間", "for # weeks" },
	{ "blocks~days", "#日間", "for # days" },
	{ "moment~block", "#か月ごとの区切りから", "of each # months" },
	{ "moment~starts", "(#月始まり)", "(from month #)" },
	{ "moment~day", "#日", "day #" },
	{ "moment~day=last", "末日", "last day" },
	{ "moment~nth", "#", "#" },
	{ "moment~weekday", "#曜日", "#" },
	{ "moment~instead", "(特定の月は別)", "(else in a month)" },
	{ "moment~missing", "(その日がなければ#)", "(no such date: #)" },
	{ "moment~if_closed", "(休みなら#)", "(when closed: #)" },
	{ "moment~later", "さらに#日後", "and # days later" },
	{ "moment~first_day", "(初日を#)", "(first day #)" },
	{ "moment~at", "#", "#" },
	{ "law", "条例名", "Title of the by-law" },
	{ "language", "条文の言語", "Language" },
	{ "type", "種類", "Kind" },
	{ "choices", "選択肢", "Choices" },
	{ "default", "言われないとき", "When not said" },
	{ "type=choice", "選択", "choice" },
	{ "type=yes_no", "はい・いいえ", "yes or no" },
	{ "type=number", "数", "number" },
	{ "type=yen", "円", "yen" },
	{ "type=percent", "割合(%)", "percent" },
	{ "type=time", "時刻", "time" },
	{ "type=date", "月日", "day of the year" },
	{ "fault", "だれの都合か", "Fault" },
	{ "=nobody", "不可抗力", "nobody's" },
	{ "=ours", "館", "ours" },
	{ "=theirs", "利用者", "theirs" },
	{ "seasons.days", "毎年の期間", "Days of every year" },
	{ "rooms.units", "床の区画", "Pieces of floor" },
	{ "capacity", "定員", "People" },
	{ "rooms.share", "面積割合(%)", "Share of house (%)" },
	{ "group", "まとまり", "Group" },
	{ "set_up", "準備(分)", "Set-up (min.)" },
	{ "clear_up", "片付け(分)", "Clear-up (min.)" },
	{ "bands.from", "開始", "Begins" },
	{ "bands.to", "終了", "Ends" },
	{ "covers", "含む区分", "Made of" },
	{ "slots.bands", "貸す区分", "Bands let" },
	{ "grid", "刻み(分)", "Step (min.)" },
	{ "slots.least", "最短(分)", "Shortest (min.)" },
	{ "slots.most", "最長(分)", "Longest (min.)" },
	{ "clear", "退室前の片付け(分)", "Cleared at end (min.)" },
	{ "hours.open", "開館", "Open" },
	{ "counter", "受付", "Counter" },
	{ "day_of_month", "毎月の日", "Day of each month" },
	{ "closings.days", "毎年の期間", "Days of every year" },
	{ "dates", "決まった日", "Dates" },
	{ "after_holiday", "祝日の翌日", "Day after a holiday" },
	{ "if_holiday", "祝日に当たるとき", "On a holiday" },
	{ "holiday_kinds", "祝日の種類", "Kinds of holiday" },
	{ "like_holidays", "祝日と同じ曜日", "Like holidays" },
	{ "closings.later", "何日後から(日)", "Begins days later" },
	{ "lasts", "続く日数", "Lasts (days)" },
	{ "closings.to", "振替先", "Moved to" },
	{ "closings.part", "時間帯", "Part of the day" },
	{ "counter_only", "受付だけ", "Counter only" },
	{ "if_holiday=closed", "そのまま休館", "closed all the same" },
	{ "if_holiday=open", "開館", "open" },
	{ "if_holiday=moved", "開館し、振り替える", "open, closed later" },
	{ "if_holiday=also", "両方休館", "both days closed" },
	{ "holiday_kinds=named", "国民の祝日", "named" },
	{ "holiday_kinds=substitute", "振替休日", "substitute" },
	{ "holiday_kinds=between", "国民の休日", "between two holidays" },
	{ "holiday_kinds=local", "地域の休日", "local" },
	{ "to=next_day", "翌日", "next day" },
	{ "to=next_next_day", "翌々日", "day after the next" },
	{ "to=next_not_holiday", "次の祝日でない日", "next day, no holiday" },
	{ "to=nearest_weekday", "最も近い平日", "nearest working day" },
	{ "local_days.days", "毎年の期間", "Days of every year" },
	{ "closed", "休館", "Closed" },
	{ "openings.open", "開館時間", "Open" },
	{ "closures.from", "初日", "From" },
	{ "closures.to", "最終日", "To" },
	{ "rooms", "部屋", "Rooms" },
	{ "closures.part", "時間帯", "Part of the day" },
	{ "reason", "理由", "Reason" },
	{ "lifted_by", "解除の時刻", "Lifted by" },
	{ "storm.opens", "開館", "Opens" },
	{ "opens=normal", "平常どおり", "as usual" },
	{ "opens=closed", "休館", "closed" },
	{ "list", "一覧", "List" },
	{ "per", "単位", "Per" },
	{ "part", "単位の端数", "Part of a unit" },
	{ "prices.least", "最低(分)", "At least (min.)" },
	{ "times", "乗じるもの", "Times" },
	{ "prices.combine", "区分の組合せ", "Bands together" },
	{ "rounding", "端数処理", "Rounding" },
	{ "rows_by", "行", "Rows by" },
	{ "columns_by", "列", "Columns by" },
	{ "columns", "列の並び", "Columns" },
	{ "prices.rows", "料金", "Prices" },
	{ "per=use", "1回", "use" },
	{ "per=band", "1区分", "band" },
	{ "per=day", "1日", "day" },
	{ "per=open_day", "開館日1日", "open day" },
	{ "per=month", "1か月", "month" },
	{ "per=head", "1人", "person" },
	{ "per=piece", "1個", "piece" },
	{ "per=hour", "1時間", "hour" },
	{ "per=30 minutes", "30分", "30 minutes" },
	{ "per=2 days", "2日", "2 days" },
	{ "per=6 open_days", "開館日6日", "6 open days" },
	{ "per=3 months", "3か月", "3 months" },
	{ "per=10 heads", "10人", "10 people" },
	{ "per=10 pieces", "10個", "10 pieces" },
	{ "part=started", "始まれば1単位", "counts when started" },
	{ "part=free", "数えない", "not counted" },
	{ "part=from 30 minutes", "30分から", "from 30 minutes" },
	{ "times=one", "なし", "nothing" },
	{ "times=heads", "人数", "people" },
	{ "times=share", "面積割合", "share of the house" },
	{ "combine=row", "最も少ない行で", "fewest rows" },
	{ "combine=sum", "区分ごとの合計", "sum of the bands" },
	{ "combine=cheapest", "最も安く", "cheapest" },
	{ "rounding.by", "どこで", "Where" },
	{ "rounding.to", "単位(円)", "To (yen)" },
	{ "rounding.how", "方法", "How" },
	{ "rounding.tax", "税との順", "Tax" },
	{ "by=none", "しない", "nowhere" },
	{ "by=total", "合計で", "the total" },
	{ "by=step", "計算の都度", "each step" },
	{ "by=row", "行ごと", "each row" },
	{ "how=down", "切捨て", "down" },
	{ "how=up", "切上げ", "up" },
	{ "how=half_up", "四捨五入", "half up" },
	{ "tax=before", "税を加える前", "before tax" },
	{ "tax=after", "税を加えた後", "after tax" },
	{ "tax.rate", "税率", "Rate" },
	{ "included", "内税", "Included" },
	{ "adjust.combine", "重なったとき", "Together" },
	{ "on", "割合の元", "Shares are of" },
	{ "applies_to", "対象", "Applies to" },
	{ "together", "合わせて計算", "As one sum" },
	{ "rules", "加算・減免の内容", "Rules" },
	{ "combine=multiply", "順に乗じる", "multiplied" },
	{ "combine=add", "割合を足す", "rates added" },
	{ "combine=once", "1つだけ", "one only" },
	{ "combine=first", "最初の1つ", "the first" },
	{ "on=so_far", "そこまでの額", "what it comes to so far" },
	{ "on=base", "元の額", "the base" },
	{ "applies_to=room", "部屋", "room" },
	{ "applies_to=extras", "附属設備", "equipment" },
	{ "instead_of", "代えて当てはめる", "Instead of" },
	{ "rules.of", "何に対する割合か", "A share of" },
	{ "rules.rate", "率", "Rate" },
	{ "add", "加える率", "Added rate" },
	{ "off", "減じる率", "Taken off" },
	{ "rules.yen", "加える額(円)", "Yen added" },
	{ "yen_off", "減じる額(円)", "Yen off" },
	{ "becomes", "この額とする(円)", "Becomes (yen)" },
	{ "at_most", "上限の額(円)", "At most (yen)" },
	{ "at_least", "下限の額(円)", "At least (yen)" },
	{ "beyond", "超える分だけ", "Only beyond" },
	{ "up_to", "数える上限", "Counted up to" },
	{ "rules.extras", "附属設備", "Equipment" },
	{ "within", "制限の範囲内", "Within the limit" },
	{ "extras.price", "料金(円)", "Price (yen)" },
	{ "extras.units", "区分の単位数", "Units of a band" },
	{ "always", "必ず付く", "Always" },
	{ "with_room", "使える部屋", "With rooms" },
	{ "side", "前後", "Side" },
	{ "extension.most", "最長(分)", "Longest (min.)" },
	{ "asked", "申出の期限", "Asked for by" },
	{ "extension.needs", "条件", "Needs" },
	{ "extension.price", "元の額", "Priced by" },
	{ "extension.yen", "額(円)", "Yen" },
	{ "extension.share", "その割合", "Share of it" },
	{ "turns_into", "超えたとき", "Turns into" },
	{ "with_extras", "附属設備にも", "Equipment too" },
	{ "extension.over", "超える分数", "Over (min.)" },
	{ "gap", "区分の間", "Gap" },
	{ "extension.rate", "割増率", "Rate" },
	{ "follows", "続く加算・減免", "Follows" },
	{ "side=before", "前", "before" },
	{ "side=after", "後", "after" },
	{ "side=both", "前後とも", "both" },
	{ "needs=nothing", "なし", "nothing" },
	{ "needs=next_free", "次が空いている", "the next is free" },
	{ "price=same_band", "同じ区分", "same band" },
	{ "price=next_band", "隣の区分", "next band" },
	{ "price=whole_day", "全日", "whole day" },
	{ "price=difference", "長い利用との差額", "difference to the longer use" },
	{ "price=table:night", "別表(table:night)", "a table (table:night)" },
	{ "turns_into=next_band", "隣の区分の料金", "next band's price" },
	{ "gap=charged", "有料", "charged" },
	{ "gap=free", "無料", "free" },
	{ "allow.needs", "必要な条件", "Needs" },
	{ "refuse", "断りの文", "Refused with" },
	{ "windows.opens", "受付開始", "Opens" },
	{ "windows.closes", "受付終了", "Closes" },
	{ "windows.by", "申込方法", "Applied for by" },
	{ "again", "上に続く期間", "Again, after the above" },
	{ "by=counter", "窓口", "counter" },
	{ "by=phone", "電話", "telephone" },
	{ "by=web", "ウェブ", "web" },
	{ "by=mail", "郵送", "post" },
	{ "by=fax", "ファクス", "fax" },
	{ "count", "数えるもの", "Counts" },
	{ "limits.per", "期間", "Per" },
	{ "limits.bands", "数える区分", "Only bands" },
	{ "limits.extras", "数える備品", "Only equipment" },
	{ "count=pieces", "備品の個数", "pieces of equipment" },
	{ "limits.per=3 months", "3か月ごと", "3 months" },
	{ "limits.of", "どの日の", "By day of" },
	{ "most", "上限", "At most" },
	{ "same_day", "同じ日の利用", "Same day" },
	{ "running", "続く利用", "One after another" },
	{ "only_counts", "数えるだけ", "Only counts" },
	{ "closed_between", "間の休館日", "Closed days between" },
	{ "closed_between=ends", "連続が切れる", "end the run" },
	{ "closed_between=skipped", "数えずに続く", "are not counted" },
	{ "closed_between=counts", "数えて続く", "count" },
	{ "each_room", "部屋ごと", "Each room" },
	{ "late", "これより後の取消", "Cancelled after" },
	{ "weight", "長い利用の数え方", "Long uses count" },
	{ "lifted", "制限の終わり", "Lifted from" },
	{ "more", "緩める時点", "More, from" },
	{ "points", "点数", "Points" },
	{ "blocks", "申し込めない期間", "Nothing for" },
	{ "count=bookings", "件数", "bookings" },
	{ "count=bands", "区分数", "bands" },
	{ "count=minutes", "分数", "minutes" },
	{ "count=days", "日数", "days" },
	{ "count=days_running", "連続日数", "days running" },
	{ "count=rooms_at_once", "同時の部屋数", "rooms at once" },
	{ "count=cancellations", "取消回数", "cancellations" },
	{ "count=no_shows", "無断不使用", "no-shows" },
	{ "count=points", "点数", "points" },
	{ "limits.per=day", "1日", "day" },
	{ "limits.per=week", "1週", "week" },
	{ "limits.per=month", "1か月", "month" },
	{ "limits.per=fiscal_year", "年度", "fiscal year" },
	{ "limits.per=year", "1年", "year" },
	{ "limits.per=30 days", "30日間", "30 days" },
	{ "limits.per=ever", "期間なし", "ever" },
	{ "of=use", "利用日", "use" },
	{ "of=apply", "申込日", "application" },
	{ "same_day=each", "それぞれ数える", "each counts" },
	{ "same_day=once", "1回と数える", "counts once" },
	{ "running=each", "それぞれ数える", "each counts" },
	{ "running=once", "1回と数える", "counts once" },
	{ "weight.over", "超える分数", "Over (min.)" },
	{ "weight.counts", "数える回数", "Counts" },
	{ "more.from", "いつから", "From" },
	{ "no_show", "無断不使用", "No-show" },
	{ "cancelled", "取消", "Cancellation" },
	{ "deadlines.of", "何の期限", "Of" },
	{ "before", "利用日の前", "Before the use" },
	{ "after", "起算日の後", "After" },
	{ "deadlines.from", "起算日", "From" },
	{ "of=hold", "仮予約", "hold" },
	{ "of=payment", "支払", "payment" },
	{ "of=application", "申請", "application" },
	{ "of=change", "変更", "change" },
	{ "of=cancel", "取消", "cancellation" },
	{ "of=report", "報告", "report" },
	{ "of=extension", "延長", "extension" },
	{ "of=draw", "抽選", "draw" },
	{ "of=registration", "団体登録", "registration" },
	{ "of=return", "返却", "return" },
	{ "from=hold", "仮予約", "hold" },
	{ "from=apply", "申請", "application" },
	{ "from=permit", "許可", "permit" },
	{ "from=notice", "通知", "notice" },
	{ "from=use", "利用", "use" },
	{ "kind", "種類", "Kind" },
	{ "refunds.part", "対象", "Of" },
	{ "until", "申出の期限", "Said by" },
	{ "back", "返す割合", "Given back" },
	{ "fee", "差し引く割合", "Fee" },
	{ "fee_yen", "差し引く額(円)", "Fee (yen)" },
	{ "once", "1回だけ", "Once only" },
	{ "difference", "変更の差額", "Difference" },
	{ "kind=cancel", "取消", "cancellation" },
	{ "kind=change", "変更", "change" },
	{ "part=all", "全体", "all" },
	{ "part=room", "部屋", "room" },
	{ "part=extras", "附属設備", "equipment" },
	{ "up", "増えたとき", "Dearer" },
	{ "down", "減ったとき", "Cheaper" },
	{ "up=none", "払わない", "nothing" },
	{ "up=pay", "払う", "is paid" },
	{ "down=kept", "返さない", "kept" },
	{ "down=refund", "返す", "given back" },
	{ "ask", "問うこと", "Asks" },
	{ "given", "前提", "Given" },
	{ "expect", "答え", "Expected" },
	{ "ask=quote", "料金", "price" },
	{ "ask=open", "開館", "open" },
	{ "ask=days", "休館日", "days" },
	{ "ask=window", "申込期間", "window" },
	{ "ask=allowed", "可否", "allowed" },
	{ "ask=limit", "制限", "limit" },
	{ "ask=extension", "延長", "extension" },
	{ "ask=refund", "還付", "refund" },
	{ "ask=deadline", "期限", "deadline" },
	{ "ask=storm", "警報", "storm" },
	{ "ask=book", "予約全体", "booking" },
	{ "given.day", "利用日", "Day of use" },
	{ "given.until", "最終利用日", "Last day of use" },
	{ "apply", "申込日", "Day of application" },
	{ "apply_at", "申込時刻", "Time of application" },
	{ "given.of", "何の期限", "Deadline of" },
	{ "since", "起算日", "Since" },
	{ "holidays", "祝日", "Holidays" },
	{ "closures", "臨時休館", "Closures" },
	{ "other", "ほかの予約", "Another booking" },
	{ "others", "ほかの予約(並び)", "Other bookings" },
	{ "counts", "すでに数えた数", "Counted already" },
	{ "given.first", "期間の初日", "First day" },
	{ "given.last", "期間の最終日", "Last day" },
	{ "given.lifted", "警報の解除", "Warning lifted" },
	{ "said", "取消の申出", "Said on" },
	{ "said_at", "申出の時刻", "Said at" },
	{ "given.cancelled", "取消の日", "Cancelled on" },
	{ "paid", "既納額", "Paid" },
	{ "paid_room", "既納額(部屋)", "Paid for the room" },
	{ "paid_extras", "既納額(附属設備)", "Paid for equipment" },
	{ "had_one", "前にも変更", "Had one before" },
	{ "change", "変更", "Moved" },
	{ "new_price", "新しい料金", "New price" },
	{ "given.before", "早める(分)", "Minutes earlier" },
	{ "given.after", "延ばす(分)", "Minutes later" },
	{ "given.asked", "延長の申出", "Asked for on" },
	{ "next_free", "次が空き", "Next is free" },
	{ "yen", "料金(円)", "Yen" },
	{ "refund", "還付額(円)", "Refund" },
	{ "expect.rows", "各行の額", "Rows" },
	{ "expect.open", "開館時間", "Open" },
	{ "expect.closed", "休館の理由", "Closed by" },
	{ "first", "初日", "First" },
	{ "last", "最終日", "Last" },
	{ "first_at", "開始時刻", "First, at" },
	{ "last_at", "終了時刻", "Last, at" },
	{ "allowed", "可否", "Allowed" },
	{ "expect.by", "理由の規則", "By" },
	{ "expect.class", "利用者区分", "Class" },
	{ "expect.season", "季節", "Season" },
	{ "expect.slot", "区分の組", "Set of bands" },
	{ "expect.days", "開館日", "Open days" },
	{ "closed_days", "休館日", "Closed days" },
	{ "says", "説明の文", "Says" },
	{ "error", "答えられない理由", "Error" },
};
/* clang-format on */

/* The row of "owner.word=value", each part with the sign that stands before or behind it. */
static const struct label *
find(const char *owner, const char *word, const char *value)
{
	AUTO_STR key = STR_INIT;

	str_addf(&key, "%s%s%s%s%s", owner, owner[0] != '\0' ? "." : "", word,
		value[0] != '\0' ? "=" : "", value);
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (strcmp(labels[i].key, str_text(&key)) == 0)
			return &labels[i];
	return NULL;
}

const char *
rule_word_label(const char *owner, const char *word)
{
	const struct label *l = find(owner, word, "");

	if (l == NULL)
		l = find("", word, "");
	return l != NULL ? lang_pick(l->ja, l->en) : word;
}

bool
rule_value_label(const char *owner, const char *word, const char *value, struct str *out)
{
	const struct label *l = find(owner, word, value);

	if (value[0] == '\0')
		return false;
	if (l == NULL)
		l = find("", word, value);
	if (l == NULL)
		l = find("", "", value);
	if (l == NULL)
		return false;
	str_add(out, lang_pick(l->ja, l->en));
	return true;
}

bool
rule_phrase(const char *group, const char *owner, const char *word, const char *text,
	struct str *out)
{
	AUTO_STR of_group = STR_INIT;
	AUTO_STR of_owner = STR_INIT;
	const struct label *l;

	str_addf(&of_group, "%s~%s", group, word);
	str_addf(&of_owner, "%s~%s", owner, word);
	if ((l = find("", str_text(&of_group), text)) == NULL &&
		(l = find("", str_text(&of_group), "")) == NULL &&
		(l = find("", str_text(&of_owner), text)) == NULL)
		l = find("", str_text(&of_owner), "");
	if (l == NULL)
		return false;
	const char *phrase = lang_pick(l->ja, l->en), *sign = strchr(phrase, '#');
	AUTO_STR label = STR_INIT;

	if (!rule_value_label(owner, word, text, &label))
		str_add(&label, text);
	str_add_len(out, phrase, sign != NULL ? (size_t)(sign - phrase) : strlen(phrase));
	if (sign != NULL)
		str_addf(out, "%s%s", str_text(&label), sign + 1);
	return true;
}

/* --- texts with a number: the one of a sample stands for any --- */

/* Do they differ in nothing but one number; where it stands in `text`. */
static bool
same_but_number(const char *key, const char *text, const char **number)
{
	size_t same = 0;

	while (key[same] == text[same] && key[same] != '\0' && !isdigit((unsigned char)key[same]))
		same++;
	size_t in_key = strspn(key + same, DIGITS), in_text = strspn(text + same, DIGITS);

	*number = text + same;
	return in_key > 0 && in_text > 0 && strcmp(key + same + in_key, text + same + in_text) == 0;
}

/* `text` with the digits at `number` in the place of its own. */
static void
add_with_number(const char *text, const char *number, struct str *out)
{
	size_t before = strcspn(text, DIGITS);

	str_add_len(out, text, before);
	str_add_len(out, number, strspn(number, DIGITS));
	str_add(out, text + before + strspn(text + before, DIGITS));
}

bool
rule_with_number(const char *sample, const char *text, const char *other, struct str *out)
{
	const char *number;

	if (strpbrk(other, DIGITS) == NULL || !same_but_number(sample, text, &number))
		return false;
	add_with_number(other, number, out);
	return true;
}
